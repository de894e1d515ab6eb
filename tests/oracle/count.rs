//! The oracle of counting: lists of names, searched one by one, and areas as text of digits added by hand. Of the
//! crate it names words only.

use wuye::meeting::Vote;

/// A unit as the oracle sees it: who it is counted for, its hundredths, what was voted, whether service is proved.
#[derive(Debug, Clone)]
pub struct Row {
    pub whose: String,
    pub hundredths: u64,
    pub vote: Option<Vote>,
    pub served: bool,
}

/// For, against, abstaining, invalid, split, silent: heads; and for, against, abstaining, invalid, silent: area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    pub heads: u64,
    pub area: u64,
    pub heads_by: [u64; 4],
    pub area_by: [u64; 4],
    pub split: u64,
    pub silent_heads: u64,
    pub silent_area: u64,
    pub served_heads: u64,
    pub served_area: u64,
}

fn place(vote: Vote) -> usize {
    [Vote::For, Vote::Against, Vote::Abstain, Vote::Invalid].iter().position(|v| *v == vote).unwrap()
}

/// Counts person by person: for each name the list of their votes is written out and read. `split` says as what a head
/// counts whose units voted differently, given the area of each of the three opinions.
pub fn count(rows: &[Row], split: fn([u64; 3]) -> Vote) -> Counted {
    let mut out = Counted::default();
    let mut done: Vec<&str> = Vec::new();
    for row in rows {
        out.area += row.hundredths;
        match row.vote {
            Some(vote) => out.area_by[place(vote)] += row.hundredths,
            None => {
                out.silent_area += row.hundredths;
                if row.served {
                    out.served_area += row.hundredths;
                }
            }
        }
        if done.contains(&row.whose.as_str()) {
            continue;
        }
        done.push(&row.whose);
        out.heads += 1;
        let own: Vec<&Row> = rows.iter().filter(|other| other.whose == row.whose).collect();
        let said: Vec<Vote> = own.iter().filter_map(|row| row.vote).collect();
        if said.is_empty() {
            out.silent_heads += 1;
            out.served_heads += u64::from(own.iter().any(|row| row.served));
            continue;
        }
        let spoken: Vec<Vote> = said.iter().copied().filter(|vote| *vote != Vote::Invalid).collect();
        out.split += u64::from(said.iter().any(|vote| *vote != said[0]));
        let as_what = match spoken.first() {
            None => Vote::Invalid,
            Some(first) if spoken.iter().all(|vote| vote == first) => *first,
            Some(_) => {
                let of = |vote| own.iter().filter(|row| row.vote == Some(vote)).map(|row| row.hundredths).sum();
                split([of(Vote::For), of(Vote::Against), of(Vote::Abstain)])
            }
        };
        out.heads_by[place(as_what)] += 1;
    }
    out
}

/// The opinion with the largest area, or abstaining where two are level.
pub fn larger([yes, no, none]: [u64; 3]) -> Vote {
    if yes > no && yes > none {
        Vote::For
    } else if no > yes && no > none {
        Vote::Against
    } else {
        Vote::Abstain
    }
}
