//! Words of service contracts that parameters hold.

use crate::terms::terms;

terms! {
    /// 禁止的催交方式 — what a text forbids as a way to have the fee paid. None of these is a way to collect.
    pub enum CollectionBan: "forbidden way to collect" {
        CutPower = "cut_power", "停止供电", "cutting off electricity", "《民法典》第九百四十四条第三款";
        CutWater = "cut_water", "停止供水", "cutting off water", "《民法典》第九百四十四条第三款";
        CutHeat = "cut_heat", "停止供热", "cutting off heat", "《民法典》第九百四十四条第三款";
        CutGas = "cut_gas", "停止供燃气", "cutting off gas", "《民法典》第九百四十四条第三款";
        CutTelecom = "cut_telecom", "中断通信", "cutting off communications", "《淄博市物业管理条例》第五十六条第二款";
        LimitSupply = "limit_supply", "限时、限量供水、供电、供热、供燃气", "limiting supplies in time or amount", "《潍坊市物业管理条例》第五十五条第二款";
        LimitEntry = "limit_entry", "限制进出小区、入户", "limiting the way into the compound or the home", "《郑州市物业管理条例》第四十二条第三款";
        LimitLifts = "limit_lifts", "限制使用电梯", "limiting the use of lifts", "《郑州市物业管理条例》第四十二条第三款";
        LimitVehicles = "limit_vehicles", "限制车辆进出车位", "limiting vehicles on their way in and out", "《郑州市物业管理条例》第四十二条第三款";
        Violence = "violence", "暴力胁迫", "violence or threats", "《台州市物业管理条例》第三十九条第四款";
        Bundling = "bundling", "捆绑收费", "bundling the fee with other charges", "《菏泽市物业管理条例》第二十五条第一款";
    }
}

terms! {
    /// 禁止的转委托 — in which ways the whole service may not be passed on.
    pub enum SubContractBan: "forbidden way to pass on the service" {
        Whole = "whole", "将全部物业服务一并转委托给他人", "the whole service to one", "《物业管理条例》第三十九条";
        WholeSplit = "whole_split", "将全部物业服务支解后分别转委托", "the whole service, split up among several", "《民法典》第九百四十一条第二款";
    }
}

terms! {
    /// 公开事项 — what a provider makes public and reports.
    pub enum DisclosureItem: "item to be made public" {
        Services = "services", "服务的事项", "the services", "《民法典》第九百四十三条";
        Persons = "persons", "负责人员", "the persons in charge", "《民法典》第九百四十三条";
        Quality = "quality", "质量要求", "the standard of quality", "《民法典》第九百四十三条";
        ChargedItems = "charged_items", "收费项目", "what is charged for", "《民法典》第九百四十三条";
        ChargedRates = "charged_rates", "收费标准", "the rates charged", "《民法典》第九百四十三条";
        Performance = "performance", "履行情况", "how the contract is performed", "《民法典》第九百四十三条";
        FundUse = "fund_use", "维修资金使用情况", "how the maintenance fund is used", "《民法典》第九百四十三条";
        CommonRevenue = "common_revenue", "业主共有部分的经营与收益情况", "business on and income from common parts", "《民法典》第九百四十三条";
        Accounts = "accounts", "物业服务收支情况", "the accounts of the service", "《日照市物业管理条例》第五十八条第三款";
    }
}

terms! {
    /// 规模口径 — which area a small-scale limit of tenders is about.
    pub enum ScaleBasis: "basis of a small scale" {
        Dwellings = "dwellings", "住宅物业建筑面积", "built area of the dwellings", "《青岛市物业管理条例》第四十五条第一款";
        WithOthers = "with_others", "住宅（含同一物业管理区域内非住宅）物业总建筑面积", "built area of the dwellings and of what else lies in the management area", "《日照市物业管理条例》第十三条第一款";
        Buildings = "buildings", "建筑物总面积", "total area of the buildings", "《丽水市物业管理条例》第二十六条第一款";
        ManagementArea = "management_area", "物业管理区域总建筑面积", "built area of the whole management area", "《绍兴市物业管理条例》第二十五条第一款";
    }
}
