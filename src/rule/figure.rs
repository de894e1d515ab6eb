//! Figures: the single numbers of law that later parts cite.

use crate::measure::Dimension;
use crate::terms::terms;

terms! {
    /// 数值参数 — one number of law: what it is, and in which direction its setting is read.
    pub enum Figure: "figure of law" {
        MeetingNotice = "meeting_notice", "召开业主大会会议前通知全体业主的期限", "notice to all owners before a meeting of the assembly", "《物业管理条例》第十四条第一款";
        ExtraordinaryShare = "extraordinary_share", "提议召开业主大会临时会议的业主比例", "share of owners whose proposal calls an extraordinary meeting", "《物业管理条例》第十三条第二款";
        AnnulmentLimit = "annulment_limit", "请求撤销业主大会、业主委员会决定的期间", "time in which a decision can be contested in court", "《建筑物区分所有权司法解释》第十二条";
        DeveloperFilesAbove = "developer_files_above", "建设单位须报送首次业主大会筹备资料的已交付面积比例", "share of delivered area from which the developer files the papers for the first meeting", "《业主大会和业主委员会指导规则》第八条";
        DeveloperFilesWithin = "developer_files_within", "建设单位报送首次业主大会资料的期限", "time in which the developer files the papers for the first meeting", "《河南省物业管理条例》第十九条";
        GroupApplicants = "group_applicants", "联名申请成立筹备组的业主人数", "owners who may jointly apply for a preparatory group", "《河南省物业管理条例》第二十条第一款";
        GroupFormedWithin = "group_formed_within", "成立首次业主大会会议筹备组的期限", "time in which the preparatory group is formed", "《业主大会和业主委员会指导规则》第九条";
        GroupOwnersShare = "group_owners_share", "筹备组中业主代表的比例", "share of owners in the preparatory group", "《业主大会和业主委员会指导规则》第十条";
        GroupPosting = "group_posting", "首次业主大会会议召开前公告筹备内容的期限", "time before the first meeting at which its papers are posted", "《业主大会和业主委员会指导规则》第十二条";
        GroupPostingLength = "group_posting_length", "筹备内容公告的时间", "how long the papers of the first meeting stay posted", "《河南省物业管理条例》第二十一条第二款";
        FirstMeetingWithin = "first_meeting_within", "筹备组成立后召开首次业主大会会议的期限", "time from the forming of the group to the first meeting", "《河南省物业管理条例》第二十条第一款";
        CommitteeTerm = "committee_term", "业主委员会每届任期", "term of an owners' committee", "《业主大会和业主委员会指导规则》第三十二条";
        CommitteeFirstMeeting = "committee_first_meeting", "业主委员会选举产生后召开首次会议的期限", "time from the election to the committee's first meeting", "《业主大会和业主委员会指导规则》第三十二条";
        CommitteeFiling = "committee_filing", "业主委员会选举产生后备案的期限", "time from the election to the filing of the committee", "《物业管理条例》第十六条第一款";
        CommitteeCallShare = "committee_call_share", "提议召开业主委员会会议的委员比例", "share of members whose proposal calls a meeting of the committee", "《业主大会和业主委员会指导规则》第三十七条";
        CommitteeCallWithin = "committee_call_within", "提议后召开业主委员会会议的期限", "time from the proposal to the committee's meeting", "《业主大会和业主委员会指导规则》第三十七条";
        CommitteeQuorum = "committee_quorum", "业主委员会会议出席委员的比例", "share of members who must attend a meeting of the committee", "《业主大会和业主委员会指导规则》第三十八条";
        CommitteeConsent = "committee_consent", "业主委员会作出决定须同意的全体委员比例", "share of all members who must agree to a decision of the committee", "《业主大会和业主委员会指导规则》第三十八条";
        CommitteeAgenda = "committee_agenda", "业主委员会会议召开前公告议程的期限", "time before the committee's meeting at which its agenda is posted", "《业主大会和业主委员会指导规则》第三十九条";
        CommitteePosting = "committee_posting", "业主委员会作出决定后公告的期限", "time from the committee's decision to its posting", "《业主大会和业主委员会指导规则》第三十九条";
        RecallMembersShare = "recall_members_share", "提议罢免业主委员会委员的委员比例", "share of members who may propose a recall", "《河南省物业管理条例》第三十一条";
        RecallOwnersShare = "recall_owners_share", "提议罢免业主委员会委员的业主比例", "share of owners who may propose a recall", "《河南省物业管理条例》第三十一条";
        VacancyShare = "vacancy_share", "委员不足该比例须重新选举", "share of seats filled below which the committee is elected anew", "《业主大会和业主委员会指导规则》第四十六条";
        ReElectionStart = "re_election_start", "任期届满前启动换届的期限", "time before the end of the term at which re-election starts", "《业主大会和业主委员会指导规则》第四十七条";
        CommitteeHandOver = "committee_hand_over", "上届业主委员会移交的期限", "time in which the outgoing committee hands over", "《业主大会和业主委员会指导规则》第四十八条";
        MemberHandOver = "member_hand_over", "终止资格的委员移交的期限", "time in which a member who leaves hands over", "《业主大会和业主委员会指导规则》第四十五条";
        ExtraordinaryNotice = "extraordinary_notice", "召开业主大会临时会议前通知全体业主的期限", "notice to all owners before an extraordinary meeting", "《杭州市物业管理条例》第十九条第一款";
        VotingWindow = "voting_window", "投票期限", "time during which ballots are taken", "《杭州市物业管理条例》第二十条第三款";
        OffAgenda = "off_agenda", "未公示即付表决的议题数", "items put to the vote that were not announced", "《北京市物业管理条例》第三十五条第五款";
        ObjectionShare = "objection_share", "异议表决中不同意见业主的比例", "share of owners who object in a vote by objection", "《河南省物业管理条例》第六十六条";
        LiftPosting = "lift_posting", "增设电梯方案公示期限", "time for which the plan of a lift is posted", "《济南市既有多层住宅增设电梯规定》第十一条第一款";
        RegularMeetings = "regular_meetings", "业主大会会议每年召开次数", "meetings of the assembly in a year", "《北京市物业管理条例》第三十五条第二款";
        ResultPosting = "result_posting", "业主大会作出决定后公示的期限", "time from the assembly's decision to its posting", "《北京市物业管理条例》第三十七条第二款";
        ResultPostingLength = "result_posting_length", "业主大会表决结果征求意见的公示时间", "how long the result of a vote stays posted for objections", "《清远市住宅小区物业管理条例》第十七条第三款";
        ProxyCap = "proxy_cap", "每一业主接受委托的人数", "owners for whom one owner may sign", "《潍坊市物业管理条例》第三十二条第一款";
        DeemedFloor = "deemed_floor", "未返票从多数时已表决多数须达到的比例", "share of all that the majority must reach before unreturned ballots follow it", "《浙江省物业管理条例》第十条第二款";
        GroupApplicantsShare = "group_applicants_share", "可以申请成立业主大会的业主比例", "share of owners who may apply for an assembly", "《北京市物业管理条例》第三十条";
        GroupListPosting = "group_list_posting", "筹备组成立后公告成员名单的期限", "time from the forming of the group to the posting of its list", "《上海市住宅物业管理规定》第十五条第一款";
        CandidatePosting = "candidate_posting", "选举日前公示候选人的期限", "time before the election at which candidates are posted", "《杭州市物业管理条例》第二十六条第二款";
        CandidatePostingLength = "candidate_posting_length", "候选人公示时间", "how long candidates stay posted", "《宁波市住宅小区物业管理条例》第三十一条第二款";
        ElectedShare = "elected_share", "当选人数达到约定人数该比例业主委员会方成立", "share of the agreed seats that must be elected", "《杭州市物业管理条例》第二十七条第一款";
        ManagementCommitteeOwners = "management_committee_owners", "物业管理委员会中业主代表的比例", "share of owners in a property-management committee", "《北京市物业管理条例》第五十四条第一款";
        ManagementCommitteeTerm = "management_committee_term", "物业管理委员会的任期", "term of a property-management committee", "《杭州市物业管理条例》第四十一条第一款";
        ManagementCommitteePosting = "management_committee_posting", "物业管理委员会成员名单公示时间", "how long the members of a property-management committee stay posted", "《杭州市物业管理条例》第三十九条第二款";
        ManagementCommitteeQuorum = "management_committee_quorum", "物业管理委员会会议出席成员的比例", "share of members, and of owners among them, who must attend", "《北京市物业管理条例》第五十七条第二款";
        ManagementCommitteeConsent = "management_committee_consent", "物业管理委员会确定事项须同意的成员比例", "share of members who must agree", "《北京市物业管理条例》第五十七条第三款";
        ManagementCommitteeApplicants = "management_committee_applicants", "申请成立物业管理委员会的业主比例", "share of owners who may apply for a property-management committee", "《清远市住宅小区物业管理条例》第二十六条第一款";
        DismissalNotice = "dismissal_notice", "业主解聘物业服务人的通知期限", "notice to dismiss the provider", "《民法典》第九百四十六条第一款";
        NonRenewalNotice = "non_renewal_notice", "物业服务人不同意续聘的通知期限", "notice of a provider who does not renew", "《民法典》第九百四十七条第二款";
        IndefiniteNotice = "indefinite_notice", "解除不定期物业服务合同的通知期限", "notice to end a contract of indefinite term", "《民法典》第九百四十八条第二款";
        DecisionBeforeExpiry = "decision_before_expiry", "合同期限届满前决定续聘或者选聘的期限", "time before expiry at which the owners decide on renewal", "《河南省物业管理条例》第五十一条第一款";
        ExitPeriod = "exit_period", "合同终止后原物业服务人退出的期限", "time in which the provider leaves after the end", "《民法典》第九百四十九条第一款";
        ContractFiling = "contract_filing", "物业服务合同签订后备案的期限", "time from the signing to the filing of a service contract", "《河南省物业管理条例》第四十九条第三款";
        Limitation = "limitation", "诉讼时效期间", "limitation of actions", "《民法典》第一百八十八条第一款";
        TenderBidders = "tender_bidders", "投标人少于该数可经批准协议选聘", "number of bidders below which a provider may be chosen by agreement, with approval", "《物业管理条例》第二十四条第二款";
        TenderSmallScale = "tender_small_scale", "可经批准协议选聘的住宅规模", "scale of a compound below which a provider may be chosen by agreement, with approval", "《物业管理条例》第二十四条第二款";
        OutsiderParkingLease = "outsider_parking_lease", "多余车位、车库出租给区域外使用人的期限", "lease of spare parking spaces to outsiders", "《河南省物业管理条例》第六十一条第三款";
        PrepaymentCap = "prepayment_cap", "预收物业费的期限", "time for which the fee may be taken in advance", "《杭州市物业管理条例》第五十五条";
        PrepaymentOfTerm = "prepayment_of_term", "预收物业费的期限占合同期限的比例", "time for which the fee may be taken in advance as a share of the contract's term", "《杭州市物业管理条例》第五十五条第三款";
        PenaltyOverLoss = "penalty_over_loss", "违约金超过损失一般可认定过高的比例", "share by which a penalty exceeds the loss and is generally too high", "《民法典合同编通则司法解释》第六十五条";
        FirstDeposit = "first_deposit", "首期维修资金占当地建筑安装工程每平方米造价的比例", "first deposit to the fund as a share of the local building cost per square metre", "《住宅专项维修资金管理办法》第七条";
        PublicHousingOwnerDeposit = "public_housing_owner_deposit", "售后公房业主交存占房改成本价的比例", "owner's deposit for sold public housing as a share of the cost price", "《住宅专项维修资金管理办法》第八条";
        PublicHousingSellerLow = "public_housing_seller_low", "售房单位自售房款中提取的比例（多层）", "selling unit's deposit as a share of the proceeds, multi-storey", "《住宅专项维修资金管理办法》第八条";
        PublicHousingSellerHigh = "public_housing_seller_high", "售房单位自售房款中提取的比例（高层）", "selling unit's deposit as a share of the proceeds, high-rise", "《住宅专项维修资金管理办法》第八条";
        PublicHousingDepositWithin = "public_housing_deposit_within", "售房单位收到售房款后交存的期限", "time in which the selling unit deposits after receiving the price", "《住宅专项维修资金管理办法》第十二条";
        RenewalBelow = "renewal_below", "账户余额不足首期交存额该比例须续交", "share of the first deposit below which the fund is topped up", "《住宅专项维修资金管理办法》第十七条";
        OwnersNetRevenue = "owners_net_revenue", "共有部分收入扣除合理成本后属于业主的比例", "the owners' share of income from common parts less reasonable cost", "《民法典》第二百八十二条";
        TenderFine = "tender_fine", "未依法招投标选聘的罚款", "fine for choosing a provider without tender", "《物业管理条例》第五十六条";
        DisposalFine = "disposal_fine", "擅自处分共用部位、共用设施设备的罚款", "fine for disposing of common parts", "《物业管理条例》第五十七条";
        PapersFine = "papers_fine", "逾期不移交资料的罚款", "fine for not handing over the papers", "《物业管理条例》第五十八条";
        WholeTransferFine = "whole_transfer_fine", "将全部物业管理一并委托他人的罚款占委托合同价款的比例", "fine for passing on the whole service as a share of its price", "《物业管理条例》第五十九条";
        FundMisuseFine = "fund_misuse_fine", "挪用专项维修资金的罚款倍数", "fine for misusing the fund as a multiple of the sum", "《物业管理条例》第六十条";
        ServiceRoomsFine = "service_rooms_fine", "未按规定配置物业管理用房的罚款", "fine for not providing service rooms", "《物业管理条例》第六十一条";
        RoomUseFine = "room_use_fine", "擅自改变物业管理用房用途的罚款", "fine for changing the use of service rooms", "《物业管理条例》第六十二条";
        CommonPartsFinePerson = "common_parts_fine_person", "擅自改变用途、占用挖掘或者利用共用部位经营的罚款（个人）", "fine for changing, occupying or trading on common parts, a person", "《物业管理条例》第六十三条第二款";
        CommonPartsFineUnit = "common_parts_fine_unit", "擅自改变用途、占用挖掘或者利用共用部位经营的罚款（单位）", "fine for changing, occupying or trading on common parts, an organisation", "《物业管理条例》第六十三条第二款";
        EmergencyPool = "emergency_pool", "应急物业服务企业预选库企业数", "enterprises in the pool for emergency service", "东建函〔2023〕26号第一部分第（三）项";
        EmergencyTerm = "emergency_term", "应急物业服务期限", "time for which an emergency service may last", "《北京市物业管理条例》第七十七条第二款";
        EmergencyTermUsual = "emergency_term_usual", "应急物业服务的一般期限", "time that an emergency service usually lasts", "《宁波市住宅小区物业管理条例》第八十三条第二款";
        SelfManagementAccounts = "self_management_accounts", "公布自行管理账目的间隔", "time between two publications of the accounts of self-management", "《上海市住宅物业管理规定》第五十三条第五款";
        PackedAreas = "packed_areas", "可打包为一个项目的旧住宅区数", "old areas that may be packed into one project", "《聊城市物业管理条例》第五十七条第二款";
        TrialPeriod = "trial_period", "先尝后买的期限", "time for which somebody else pays before the owners' fee begins", "东莞莞城改造项目的报道（2023年）";
        PartyCoverage = "party_coverage", "可建立党组织的成熟小区建立党组织的比例", "share of settled compounds that have a party organisation", "东建函〔2023〕26号第一部分第（五）项";
        ReleasedPublicHousing = "released_public_housing", "已无偿划转给区的市直管公房套（处）数", "city-owned dwellings transferred to the districts", "厦住建综函〔2024〕44号第三部分第（一）项";
        CollectionFee = "collection_fee", "代收水电等费用时可向业主另收的费用", "fee on top for collecting charges for a supplier", "《物业管理条例》第四十四条第二款";
        RenewalTarget = "renewal_target", "续筹维修资金须补至首期金额的比例", "share of the first amount to which the fund is topped up", "《上海市住宅物业管理规定》第六十五条第三款";
        RenewalDecision = "renewal_decision", "余额不足后业主大会就续筹作出决定的期限", "time in which the owners decide on topping up", "《上海市住宅物业管理规定》第六十五条第三款";
        RenewalWithin = "renewal_within", "收到续筹通知后交款的期限", "time in which an owner pays after the notice to top up", "《上海市住宅物业管理规定》第六十五条第三款";
        UrgentRepairCap = "urgent_repair_cap", "紧急情况下使用维修资金占首期交存总额的比例", "share of the first deposits that an emergency may use", "《湖州市物业管理条例》第四十七条第二款";
        AuditFree = "audit_free", "可以不进行决（结）算审计的工程决（结）算金额", "final account that needs no audit", "《杭州市物业管理条例》第七十二条第（二）项";
        OverrunReapplied = "overrun_reapplied", "超出预算须就超出部分重新申报的比例", "overrun from which the excess is applied for anew, as a share of the budget", "《杭州市物业管理条例》第七十二条第（二）项";
        FundPublication = "fund_publication", "公布维修资金收支的间隔", "time between two publications of the fund's accounts", "《上海市住宅物业管理规定》第六十六条第二款";
        RevenuePublication = "revenue_publication", "公布公共收益收支的间隔", "time between two publications of the accounts of common revenue", "《上海市住宅物业管理规定》第六十六条第二款";
        ServicePublication = "service_publication", "公布物业服务收支的间隔", "time between two publications of the accounts of the service", "《日照市物业管理条例》第五十八条第三款";
        CommitteeRoom = "committee_room", "业主委员会办公用房的面积", "room of the owners' committee", "《河南省物业管理条例》第十一条第一款";
        RevenueMisuseFine = "revenue_misuse_fine", "挪用、侵占公共收益的罚款倍数", "fine for misusing common revenue as a multiple of the sum", "《上海市住宅物业管理规定》第八十二条";
        EarlyEndNotice = "early_end_notice", "合同一方提前终止物业服务合同的通知期限", "notice of a party that ends the contract before its term", "《清远市住宅小区物业管理条例》第四十二条";
        EarlyEndPosting = "early_end_posting", "提前终止物业服务合同的公示时间", "how long the end of a contract before its term stays posted", "《清远市住宅小区物业管理条例》第四十二条";
        InitialContractTerm = "initial_contract_term", "前期物业服务合同的期限", "term of an initial service contract", "《北京市物业管理条例》第十九条第三款";
        InitialDecision = "initial_decision", "前期物业服务合同期限届满前业主共同决定的期限", "time before the initial contract expires at which the owners decide", "《北京市物业管理条例》第十九条第三款";
        RenewalSigning = "renewal_signing", "合同期限届满前续订的期限", "time before expiry by which a renewal is signed", "《民法典》第九百四十七条第一款";
        ReplacementNotice = "replacement_notice", "业主决定不再续聘、另聘的通知期限", "time before expiry by which the owners tell that they do not renew", "《绍兴市物业管理条例》第三十四条第一款";
        ExitAfterNotice = "exit_after_notice", "自接到解聘通知之日起原物业服务人交接退出的期限", "time from the notice of dismissal in which the provider hands over and leaves", "《北京市物业管理条例》第七十六条第一款";
        PapersHandOver = "papers_hand_over", "合同终止后移交资料和财物的期限", "time from the end in which papers and property are handed over", "《上海市住宅物业管理规定》第五十条";
        DemandPeriod = "demand_period", "催告支付物业费的合理期限", "reasonable time that a demand for the fee leaves", "《民法典》第九百四十四条第二款";
        PerformancePublication = "performance_publication", "公布合同履行情况的间隔", "time between two publications of how the contract is performed", "《丽水市物业管理条例》第三十三条第二款";
        LongestLimitation = "longest_limitation", "最长权利保护期间", "longest time in which a right is protected", "《民法典》第一百八十八条第二款";
        LimitationTail = "limitation_tail", "诉讼时效中止的最后期间", "last part of a limitation, in which an obstacle suspends it", "《民法典》第一百九十四条";
        GapServiceFee = "gap_service_fee", "继续处理物业服务事项期间可以请求的物业费比例", "share of the fee that may be asked for service between the end and the take-over", "《民法典》第九百五十条";
        FeeInBreach = "fee_in_breach", "违反退出交接义务时可以请求的终止后物业费比例", "share of the fee after the end that may be asked for in breach of the duties of leaving", "《民法典》第九百四十九条第二款";
    }
}

impl Figure {
    /// What it is a number of: a period, a share, a count, an area or an amount of money.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::MeetingNotice
            | Self::ExtraordinaryNotice
            | Self::VotingWindow
            | Self::LiftPosting
            | Self::ResultPosting
            | Self::ResultPostingLength
            | Self::GroupListPosting
            | Self::CandidatePosting
            | Self::CandidatePostingLength
            | Self::ManagementCommitteeTerm
            | Self::ManagementCommitteePosting
            | Self::AnnulmentLimit
            | Self::DeveloperFilesWithin
            | Self::GroupFormedWithin
            | Self::GroupPosting
            | Self::GroupPostingLength
            | Self::FirstMeetingWithin
            | Self::CommitteeTerm
            | Self::CommitteeFirstMeeting
            | Self::CommitteeFiling
            | Self::CommitteeCallWithin
            | Self::CommitteeAgenda
            | Self::CommitteePosting
            | Self::ReElectionStart
            | Self::CommitteeHandOver
            | Self::MemberHandOver
            | Self::DismissalNotice
            | Self::NonRenewalNotice
            | Self::IndefiniteNotice
            | Self::DecisionBeforeExpiry
            | Self::EmergencyTerm
            | Self::EmergencyTermUsual
            | Self::SelfManagementAccounts
            | Self::TrialPeriod
            | Self::ExitPeriod
            | Self::ContractFiling
            | Self::Limitation
            | Self::OutsiderParkingLease
            | Self::PrepaymentCap
            | Self::PublicHousingDepositWithin
            | Self::RenewalDecision
            | Self::RenewalWithin
            | Self::FundPublication
            | Self::RevenuePublication
            | Self::ServicePublication
            | Self::EarlyEndNotice
            | Self::EarlyEndPosting
            | Self::InitialContractTerm
            | Self::InitialDecision
            | Self::RenewalSigning
            | Self::ReplacementNotice
            | Self::ExitAfterNotice
            | Self::PapersHandOver
            | Self::DemandPeriod
            | Self::PerformancePublication
            | Self::LongestLimitation
            | Self::LimitationTail => Dimension::Period,
            Self::ExtraordinaryShare
            | Self::DeemedFloor
            | Self::ObjectionShare
            | Self::GroupApplicantsShare
            | Self::ElectedShare
            | Self::ManagementCommitteeOwners
            | Self::ManagementCommitteeQuorum
            | Self::ManagementCommitteeConsent
            | Self::ManagementCommitteeApplicants
            | Self::DeveloperFilesAbove
            | Self::GroupOwnersShare
            | Self::CommitteeCallShare
            | Self::CommitteeQuorum
            | Self::CommitteeConsent
            | Self::RecallMembersShare
            | Self::RecallOwnersShare
            | Self::VacancyShare
            | Self::PrepaymentOfTerm
            | Self::PenaltyOverLoss
            | Self::FirstDeposit
            | Self::PublicHousingOwnerDeposit
            | Self::PublicHousingSellerLow
            | Self::PublicHousingSellerHigh
            | Self::RenewalBelow
            | Self::OwnersNetRevenue
            | Self::WholeTransferFine
            | Self::PartyCoverage
            | Self::RenewalTarget
            | Self::UrgentRepairCap
            | Self::OverrunReapplied
            | Self::GapServiceFee
            | Self::FeeInBreach => Dimension::Share,
            Self::GroupApplicants
            | Self::OffAgenda
            | Self::RegularMeetings
            | Self::ProxyCap
            | Self::TenderBidders
            | Self::FundMisuseFine
            | Self::RevenueMisuseFine
            | Self::EmergencyPool
            | Self::PackedAreas
            | Self::ReleasedPublicHousing => Dimension::Count,
            Self::TenderSmallScale | Self::CommitteeRoom => Dimension::Area,
            Self::AuditFree
            | Self::TenderFine
            | Self::DisposalFine
            | Self::PapersFine
            | Self::ServiceRoomsFine
            | Self::RoomUseFine
            | Self::CommonPartsFinePerson
            | Self::CommonPartsFineUnit
            | Self::CollectionFee => Dimension::Money,
        }
    }
}
