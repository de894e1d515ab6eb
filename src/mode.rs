//! 管理模式 — the mode, and the axes beside it that are never folded into it.

pub use crate::estate::ProviderKind;
use crate::terms::terms;

terms! {
    /// 管理模式 — who manages a compound and on what footing.
    pub enum Mode: "management mode" {
        Professional = "professional", "专业物业管理（专管）", "professional management", "许建政协〔2021〕18号第一部分第（一）项";
        Basic = "basic", "基础物业管理（托管）", "basic management", "许建政协〔2021〕18号第一部分第（二）项";
        SelfGoverned = "self_governed", "业主自治管理（自管）", "self-governed management", "许建政协〔2021〕18号第一部分第（三）项";
        BigProperty = "big_property", "大物业管理", "served as member of a big-property bundle", "许建政协〔2021〕18号第三部分";
        CommunityGuaranteed = "community_guaranteed", "社区保障性管理", "community-guaranteed management", "许建政协〔2021〕18号第三部分";
        Emergency = "emergency", "应急物业服务", "emergency service", "东莞2023-07-14答复";
        Unmanaged = "unmanaged", "无物业管理", "unmanaged", "厦住建综函〔2024〕44号";
    }
}

terms! {
    /// 发展阶段 — how far a compound has come; derived from its mode, never stated.
    pub enum Stage: "stage" {
        None = "none", "无人管", "no management", "厦住建综函〔2024〕44号";
        Community = "community", "靠社区管", "managed by the community", "厦住建综函〔2024〕44号";
        Residents = "residents", "居民自管", "managed by the residents", "厦住建综函〔2024〕44号";
        Property = "property", "有物业管", "managed by a provider", "厦住建综函〔2024〕44号";
    }
}

impl Mode {
    /// The stage that the mode is in.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Professional | Self::BigProperty | Self::Emergency => Stage::Property,
            Self::SelfGoverned => Stage::Residents,
            Self::Basic | Self::CommunityGuaranteed => Stage::Community,
            Self::Unmanaged => Stage::None,
        }
    }
}

terms! {
    /// 组合方式 — how a bundle is put together; several at once.
    pub enum BundleForm: "form of a bundle" {
        Shared = "shared", "共享物业", "shared provider", "厦住建综函〔2024〕44号";
        InnerOuter = "inner_outer", "内外结合", "inside and outside the walls", "厦住建综函〔2024〕44号";
        FatLean = "fat_lean", "肥瘦结合", "paying and poor together", "厦住建综函〔2024〕44号";
        BuildOperate = "build_operate", "建管结合（EPC+O）", "build and operate", "厦住建综函〔2024〕44号";
    }
}

terms! {
    /// 招标方式 — how the provider of a bundle is contracted.
    pub enum TenderForm: "form of a tender" {
        OneContract = "one_contract", "统招统签", "one contract", "design";
        SeparateContracts = "separate_contracts", "统招分签", "one tender, separate contracts", "厦住建综函〔2024〕44号";
    }
}

terms! {
    /// 计费方式 — who bears surplus and loss.
    pub enum ChargingForm: "charging form" {
        LumpSum = "lump_sum", "包干制", "lump sum: surplus and loss are the provider's", "发改价格〔2003〕1864号第九条";
        Commission = "commission", "酬金制", "commission: surplus and loss are the owners'", "发改价格〔2003〕1864号第九条";
        Trust = "trust", "信托制", "trust: a segregated account of the owners'", "design";
    }
}

terms! {
    /// 服务内容 — what a service consists of.
    pub enum Service: "service" {
        Order = "order", "公共秩序维护", "keeping public order", "许建政协〔2021〕18号第一部分第（二）项";
        Cleaning = "cleaning", "卫生保洁", "cleaning", "许建政协〔2021〕18号第一部分第（二）项";
        Greening = "greening", "绿化养护", "greening", "许建政协〔2021〕18号第一部分第（二）项";
        Security = "security", "安保", "security", "东建函〔2023〕26号第一部分第（三）项";
        WaterSupply = "water_supply", "供水", "water supply", "《北京市物业管理条例》第七十七条第一款";
        PowerSupply = "power_supply", "供电", "power supply", "《潍坊市物业管理条例》第五十一条第一款";
        Refuse = "refuse", "垃圾清运", "removal of rubbish", "《北京市物业管理条例》第七十七条第一款";
        Lifts = "lifts", "电梯运行", "running of lifts", "《北京市物业管理条例》第七十七条第一款";
        Traffic = "traffic", "交通管理", "traffic", "《宁波市住宅小区物业管理条例》第八十三条第一款";
        Plant = "plant", "共用设施设备运行管理", "running of common plant", "《淄博市物业管理条例》第五十条第一款";
    }
}
