//! Who takes part.

use crate::terms::ids;

ids! {
    /// 成员标识 — the id of a member of a bundle: a compound, a single building, a public building, a street, a village.
    MemberId;
}

/// The first id that stands in a list twice, by the place of its second mention.
pub(super) fn twice<'a>(ids: impl Iterator<Item = &'a MemberId>) -> Option<MemberId> {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter().find(|id| !seen.insert(*id)).cloned()
}
