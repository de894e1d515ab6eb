//! Who takes part.

use crate::terms::{Lang, ids};

ids! {
    /// 成员标识 — the id of a member of a bundle: a compound, a single building, a public building, a street, a village.
    MemberId;
}

/// The first id that stands in a list twice, by the place of its second mention.
pub(super) fn twice<'a>(ids: impl Iterator<Item = &'a MemberId>) -> Option<MemberId> {
    let ids: Vec<&MemberId> = ids.collect();
    // Mostly none does: numbers are sorted faster than texts, and different numbers are of different texts.
    let mut marks: Vec<u64> = ids.iter().map(|id| mark(id.as_str())).collect();
    marks.sort_unstable();
    if marks.is_sorted_by(|a, b| a < b) {
        return None;
    }
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter().find(|id| !seen.insert(*id)).cloned()
}

/// Ids in a sentence: `「甲」、「乙」`.
pub(super) fn named(ids: &[&str], lang: Lang) -> String {
    let each: Vec<String> =
        ids.iter().map(|id| if lang == Lang::Zh { format!("「{id}」") } else { format!("`{id}`") }).collect();
    each.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// A number made of a text, eight bytes at a time; two texts may have the same.
fn mark(text: &str) -> u64 {
    text.as_bytes().chunks(8).fold(0x9E37_79B9_7F4A_7C15, |mark: u64, chunk| {
        let part = chunk.iter().fold(0_u64, |part, byte| part.wrapping_shl(8) | u64::from(*byte));
        (mark.rotate_left(23) ^ part).wrapping_mul(0xFF51_AFD7_ED55_8CCD)
    })
}
