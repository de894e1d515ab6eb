//! The credit of a provider a second way: every record is walked day by day, every choice of what is open is tried, and
//! all of it on whole numbers. It names nothing of the crate.

/// The number of a day: 1 for 0001-01-01 of the Gregorian calendar.
pub fn number(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let mut days = before * 365 + before / 4 - before / 100 + before / 400;
    for m in 1..month {
        days += month_days(year, m);
    }
    days + day
}

pub fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// So many months after a day; the last day of a shorter month.
pub fn months_after((year, month, day): (i64, i64, i64), months: i64) -> i64 {
    let (mut year, mut month) = (year, month);
    for _ in 0..months {
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    number(year, month, day.min(month_days(year, month)))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ends {
    Unstated,
    Never,
    After(i64),
}

#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub good: bool,
    /// In hundredths.
    pub points: i64,
    pub on: i64,
    pub year: i64,
    pub ends: Ends,
    pub veto: bool,
    pub filed: Option<i64>,
    /// The day of the decision, and whether the appeal was upheld.
    pub decided: Option<(i64, bool)>,
    pub restored: Option<i64>,
}

/// A band in hundredths: edges with 1 for in, 0 for out, −1 for left open.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub grade: usize,
    pub low: Option<(i64, i8)>,
    pub high: Option<(i64, i8)>,
    pub bad: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct Rules {
    pub rows: Vec<Row>,
    pub demerit: bool,
    pub cap: Option<i64>,
    pub yearly: bool,
    /// 0 nothing is said, 1 counts, 2 suspended.
    pub pending: u8,
    pub veto: Option<usize>,
}

/// What a record is worth on a day: walks from its day on, and keeps what is true in the evening.
pub fn worth(entry: &Entry, rules: &Rules, day: i64, year: i64) -> Option<bool> {
    if day < entry.on {
        return Some(false);
    }
    let (mut alive, mut pending, mut term_open) = (true, false, false);
    for now in entry.on..=day {
        if entry.filed == Some(now) {
            pending = true;
        }
        if let Some((on, upheld)) = entry.decided
            && on == now
        {
            pending = false;
            alive &= !upheld;
        }
        if entry.restored == Some(now) {
            alive = false;
        }
        match entry.ends {
            Ends::After(last) if now == last + 1 => alive = false,
            Ends::Unstated if now == entry.on + 1 => term_open = !rules.yearly,
            _ => {}
        }
    }
    alive &= !rules.yearly || entry.year == year;
    match (alive, pending, rules.pending) {
        (false, ..) | (true, true, 2) => Some(false),
        (true, true, 0) => None,
        _ if term_open => None,
        _ => Some(true),
    }
}

/// The grades of a score: one at most, if bands do not overlap.
pub fn grades(rows: &[Row], score: i64, bad: bool) -> Vec<usize> {
    let mut found = Vec::new();
    for row in rows {
        let above = match row.low {
            None => true,
            Some((at, 1)) => score >= at,
            Some((at, _)) => score > at,
        };
        let below = match row.high {
            None => true,
            Some((at, 1)) => score <= at,
            Some((at, _)) => score < at,
        };
        if above && below && (row.bad.is_none() || row.bad == Some(bad)) {
            found.push(row.grade);
        }
    }
    found
}

pub struct Answer {
    pub least: i64,
    pub most: i64,
    /// The grades that are possible, each once, in order.
    pub grades: Vec<usize>,
    /// Whether a possible score has no grade.
    pub gap: bool,
}

/// Tries every choice of the records of which it is not known whether they count.
pub fn credit(base: i64, entries: &[Entry], rules: &Rules, day: i64, year: i64) -> Answer {
    let worths: Vec<Option<bool>> = entries.iter().map(|entry| worth(entry, rules, day, year)).collect();
    let open: Vec<usize> = (0..entries.len()).filter(|i| worths[*i].is_none()).collect();
    let mut answer = Answer { least: i64::MAX, most: i64::MIN, grades: Vec::new(), gap: false };
    for choice in 0..1_u32 << open.len() {
        let (mut good, mut bad, mut any_bad, mut veto) = (0, 0, false, false);
        for (i, entry) in entries.iter().enumerate() {
            let chosen = open.iter().position(|at| *at == i).map(|bit| choice >> bit & 1 == 1);
            if !worths[i].or(chosen).unwrap() {
                continue;
            }
            veto |= entry.veto;
            if entry.good {
                good += entry.points;
            } else {
                bad += entry.points;
                any_bad = true;
            }
        }
        let good = rules.cap.map_or(good, |cap| good.min(cap));
        let score = if rules.demerit { bad } else { base + good - bad };
        answer.least = answer.least.min(score);
        answer.most = answer.most.max(score);
        if veto {
            match rules.veto {
                Some(grade) => answer.grades.push(grade),
                None => answer.gap = true,
            }
            continue;
        }
        let found = grades(&rules.rows, score, any_bad);
        assert!(found.len() <= 1, "bands overlap at {score}");
        answer.gap |= found.is_empty();
        answer.grades.extend(found);
    }
    answer.grades.sort_unstable();
    answer.grades.dedup();
    answer
}
