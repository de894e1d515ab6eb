//! The account of one unit a second way: a table of what was unpaid at the start of every day. It names nothing of the
//! crate.

/// The order of due days and of late charges, as numbers: `current` first or not; late charges 0 first, 1 last, 2
/// before and 3 after their item.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub current: bool,
    pub late: u8,
}

/// A rate of `above/below` a day, cut at `cap` of the principal, with days of grace that waive or shift; rounding 0
/// half away, 1 half even, 2 up, 3 down.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub above: i128,
    pub below: i128,
    pub grace: usize,
    pub waives: bool,
    pub cap: Option<(i128, i128)>,
    pub rounding: u8,
}

#[derive(Clone, Debug)]
pub struct Owed {
    pub amount: i128,
    pub due: usize,
    /// On which item it is charged, for a late charge.
    pub on: Option<usize>,
    /// Unpaid at the start of each day.
    mornings: Vec<i128>,
    /// Unpaid now.
    pub open: i128,
}

/// The account: items in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub items: Vec<Owed>,
    pub advances: i128,
    today: usize,
}

impl Ledger {
    /// Goes on to a day: every morning on the way finds what the day before left.
    pub fn until(&mut self, day: usize) {
        while self.today < day {
            self.today += 1;
            for item in &mut self.items {
                while item.mornings.len() <= self.today {
                    item.mornings.push(item.open);
                }
            }
        }
    }

    pub fn owe(&mut self, amount: i128, due: usize, on: Option<usize>) {
        // Before it was made nothing was paid of it.
        let mornings = vec![amount; self.today + 1];
        self.items.push(Owed { amount, due, on, mornings, open: amount });
    }

    /// Pays the item that stands first until nothing is owed or nothing is left; the rest is an advance.
    pub fn pay(&mut self, mut amount: i128, order: Order) {
        while amount > 0 {
            let Some(first) = self.first(order) else { break };
            let part = amount.min(self.items[first].open);
            self.items[first].open -= part;
            amount -= part;
        }
        self.advances += amount;
    }

    fn first(&self, order: Order) -> Option<usize> {
        let mut best: Option<usize> = None;
        for at in 0..self.items.len() {
            if self.items[at].open > 0 && best.is_none_or(|best| self.before(at, best, order)) {
                best = Some(at);
            }
        }
        best
    }

    /// Whether one item is paid before another.
    fn before(&self, one: usize, two: usize, order: Order) -> bool {
        let (a, b) = (&self.items[one], &self.items[two]);
        if order.late < 2 && a.on.is_some() != b.on.is_some() {
            return a.on.is_some() == (order.late == 0);
        }
        let (base_a, base_b) = (a.on.unwrap_or(one), b.on.unwrap_or(two));
        let (due_a, due_b) = (self.items[base_a].due, self.items[base_b].due);
        if due_a != due_b {
            return (due_a < due_b) != order.current;
        }
        if base_a != base_b {
            return base_a < base_b;
        }
        if a.on.is_some() != b.on.is_some() {
            return a.on.is_some() == (order.late == 2);
        }
        one < two
    }

    /// The late charge on an item in all, up to a day that has come.
    pub fn late(&self, at: usize, terms: Terms, until: usize) -> i128 {
        let item = &self.items[at];
        let morning = |day: usize| item.mornings.get(day).copied().unwrap_or(item.open);
        let end_of_grace = item.due + terms.grace;
        let mut fen_days = 0;
        for day in item.due + 1..=until {
            if until <= end_of_grace {
                break;
            }
            fen_days += match terms.waives {
                // What was still there on the first day after grace.
                true => morning(day).min(morning(end_of_grace + 1)),
                false if day > end_of_grace => morning(day),
                false => 0,
            };
        }
        let (mut above, mut below) = (fen_days * terms.above, terms.below);
        if let Some((most, of)) = terms.cap
            && above * of > item.amount * most * below
        {
            (above, below) = (item.amount * most, of);
        }
        let (whole, twice) = (above / below, 2 * (above % below));
        let up = match terms.rounding {
            0 => twice >= below,
            1 => twice > below || (twice == below && whole % 2 == 1),
            2 => twice > 0,
            _ => false,
        };
        whole + i128::from(up)
    }

    pub fn charged(&self, at: usize) -> i128 {
        self.items.iter().filter(|item| item.on == Some(at)).map(|item| item.amount).sum()
    }
}
