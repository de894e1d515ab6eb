//! Formulas over the lines of a bill: typed, checked when they are built.

use std::fmt;
use std::str::FromStr;

use super::{Exact, LineId};
use crate::terms::{clip, faults, terms, text_serde};

/// The most characters of a formula.
pub const FORMULA_CHARS_MAX: usize = 500;

faults! {
    /// A formula that says nothing certain (不能采用的公式).
    pub enum FormulaError {
        /// The formula is empty.
        Empty {} = "formula_empty",
            "公式不得为空。",
            "expected a formula, found nothing";
        /// The formula has more characters than [`FORMULA_CHARS_MAX`].
        TooLong { most: usize, found: usize } = "formula_too_long",
            "公式至多{most}个字符，所填{found}个。",
            "expected at most {most} characters in a formula, found {found}";
        /// Something stands where something else was expected.
        Unexpected { at: usize, expected: Expected, found: String } = "formula_unexpected",
            "公式第{at}个字符处应为{expected:#}，所填为「{found}」。",
            "expected {} at character {at} of the formula, found `{found}`", expected.en();
        /// A bracket is not closed.
        Unclosed { at: usize } = "formula_unclosed",
            "公式第{at}个字符处的括号没有闭合。",
            "expected the bracket at character {at} of the formula to be closed, found the end";
        /// Money and a plain number are added or compared.
        Mixed { at: usize } = "formula_mixed",
            "公式第{at}个字符处的两边应同为金额或同为数，所填一边为金额、一边为数。",
            "expected two amounts or two numbers around character {at} of the formula, found one of each";
        /// Money is multiplied with money, or something is divided by money.
        NotANumber { at: usize } = "formula_not_a_number",
            "公式第{at}个字符处：金额只能乘以数、除以数，所填为金额。",
            "expected a number to multiply or divide by at character {at} of the formula, found an amount of money";
        /// Something is divided by zero.
        DividedByZero { at: usize } = "formula_divided_by_zero",
            "公式第{at}个字符处的除数不得为零。",
            "expected a divisor other than zero at character {at} of the formula, found zero";
        /// The formula gives a number, not money.
        NotMoney {} = "formula_not_money",
            "公式的结果应为金额，所填得出的是数。",
            "expected a formula that gives an amount of money, found one that gives a number";
        /// A number or a step of the formula is beyond what is calculated with.
        TooLarge { at: usize } = "formula_too_large",
            "公式第{at}个字符处的数超出可计算的范围。",
            "expected numbers within 128 bits in the formula, found one beyond at character {at}";
    }
}

terms! {
    /// 公式成分 — what may stand at a place of a formula.
    pub enum Expected: "part of a formula" {
        Value = "value", "收费项、金额、数或左括号", "a line such as `[fee]`, an amount such as `5.00元`, a number or `(`", "design";
        Operator = "operator", "运算符、逗号或右括号", "an operator, a comma or `)`", "design";
        LineName = "line_name", "方括号内的收费项标识", "the id of a line in square brackets", "design";
        Pair = "pair", "两个以逗号分隔的值", "two values with a comma between them", "design";
    }
}

/// 公式 — an amount made of other lines of the same bill: a share of a line, a sum, the lesser of two.
///
/// Values are lines in square brackets (`[fee]`), amounts of money (`5.00元`), numbers (`0.1`, `12`) and percentages
/// (`10%`); with `+ - * /` (also `× ÷`), round brackets, `min(a, b)` and `max(a, b)`. The formula is checked when it is
/// built: money is never added to a number, nothing is divided by money or by zero, and the result is money. It never
/// gives 0 in place of an error.
///
/// ```
/// use wuye::billing::Formula;
/// let surcharge: Formula = "min([lift] * 10%, 5.00元)".parse()?;
/// assert_eq!(surcharge.to_string(), "min([lift] * 10%, 5.00元)");
/// let error = "[lift] + 10%".parse::<Formula>().unwrap_err();
/// assert_eq!(error.to_string(), "expected two amounts or two numbers around character 8 of the formula, found one of each");
/// # Ok::<(), wuye::billing::FormulaError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Formula {
    text: String,
    // INVARIANT: in postfix order, well typed, and leaves one amount of money.
    steps: Vec<Step>,
}

text_serde!(Formula, "a formula as a string such as \"[fee] * 10%\" ‖ 写作字符串的公式，如\"[fee] * 10%\"");

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Step {
    Line(LineId),
    Amount(Exact),
    Number(Exact),
    Do(Operation),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    Plus,
    Minus,
    Times,
    Over,
    Negate,
    Least,
    Most,
}

impl Operation {
    /// What binds more tightly is higher.
    const fn rank(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
            Self::Negate => 3,
            Self::Least | Self::Most => 4,
        }
    }

    fn apply(self, one: Exact, two: Exact) -> Option<Exact> {
        match self {
            Self::Plus => one.plus(two),
            Self::Minus => one.minus(two),
            Self::Times => one.times(two.above(), two.below()),
            Self::Over if two.above() < 0 => one.times(two.below().checked_neg()?, two.above().checked_neg()?),
            Self::Over => one.times(two.below(), two.above()),
            Self::Negate => Exact::ZERO.minus(one),
            Self::Least => Some(one.min(two)),
            Self::Most => Some(one.max(two)),
        }
    }
}

impl Formula {
    /// The lines that the formula names, each as often as it does.
    pub fn lines(&self) -> impl Iterator<Item = &LineId> {
        self.steps.iter().filter_map(|step| match step {
            Step::Line(line) => Some(line),
            _ => None,
        })
    }

    /// The amount, given what the lines are; nothing where a line is not given or the amount is beyond 128 bits.
    pub(crate) fn evaluate(&self, line: impl Fn(&LineId) -> Option<Exact>) -> Option<Exact> {
        let mut stack: Vec<Exact> = Vec::new();
        for step in &self.steps {
            let value = match step {
                Step::Line(id) => line(id)?,
                Step::Amount(value) | Step::Number(value) => *value,
                Step::Do(Operation::Negate) => Operation::Negate.apply(stack.pop()?, Exact::ZERO)?,
                Step::Do(operation) => {
                    let two = stack.pop()?;
                    operation.apply(stack.pop()?, two)?
                }
            };
            stack.push(value);
        }
        stack.pop()
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for Formula {
    type Err = FormulaError;
    fn from_str(text: &str) -> Result<Self, FormulaError> {
        let text = text.trim();
        let found = text.chars().count();
        if found > FORMULA_CHARS_MAX {
            return Err(FormulaError::TooLong { most: FORMULA_CHARS_MAX, found });
        }
        let mut reader = Reader::default();
        let mut rest = Rest { chars: text.chars().collect(), at: 0 };
        while let Some(found) = rest.next() {
            reader.take(found, &mut rest)?;
        }
        Ok(Self { text: text.to_owned(), steps: reader.finish(found)? })
    }
}

/// The characters not read yet.
struct Rest {
    chars: Vec<char>,
    at: usize,
}

impl Rest {
    fn next(&mut self) -> Option<(usize, char)> {
        let found = *self.chars.get(self.at)?;
        self.at = self.at.saturating_add(1);
        Some((self.at, found))
    }

    /// The characters from here on for which this holds.
    fn run(&mut self, holds: impl Fn(char) -> bool) -> String {
        let run: String = self.chars.iter().skip(self.at).take_while(|c| holds(**c)).collect();
        self.at = self.at.saturating_add(run.chars().count());
        run
    }

    /// Whether this comes next; it is then read.
    fn eat(&mut self, text: &str) -> bool {
        let here = self.chars.iter().skip(self.at);
        let many = text.chars().count();
        let same = here.take(many).copied().eq(text.chars());
        if same {
            self.at = self.at.saturating_add(many);
        }
        same
    }
}

/// What waits for its right side.
#[derive(Clone, Copy)]
enum Waiting {
    Do(Operation, usize),
    Bracket(usize),
    /// `min(` or `max(`, and how many commas it had.
    Call(Operation, usize, usize),
}

/// What a value is: money, known only with the bill, or a number, known now.
#[derive(Clone, Copy)]
enum Kind {
    Money,
    Number(Exact),
}

/// Reads left to right; what binds less tightly waits until its right side is read (the shunting-yard algorithm), so
/// brackets cost no depth of calls.
#[derive(Default)]
struct Reader {
    steps: Vec<Step>,
    kinds: Vec<Kind>,
    waiting: Vec<Waiting>,
    /// Whether the last thing read was a value.
    value: bool,
}

impl Reader {
    fn take(&mut self, (at, found): (usize, char), rest: &mut Rest) -> Result<(), FormulaError> {
        let unexpected = |expected| FormulaError::Unexpected { at, expected, found: found.to_string() };
        let operation = match found {
            '+' => Some(Operation::Plus),
            '-' | '−' => Some(Operation::Minus),
            '*' | '×' => Some(Operation::Times),
            '/' | '÷' => Some(Operation::Over),
            _ => None,
        };
        match (found, operation, self.value) {
            (c, ..) if c.is_whitespace() => Ok(()),
            (_, Some(operation), true) => self.operator(operation, at),
            (_, Some(Operation::Minus), false) => {
                self.waiting.push(Waiting::Do(Operation::Negate, at));
                Ok(())
            }
            (')' | '）', _, true) => self.close(at),
            (',' | '，', _, true) => self.comma(at),
            (_, _, true) => Err(unexpected(Expected::Operator)),
            ('[', ..) => self.line(at, rest),
            ('(' | '（', ..) => {
                self.waiting.push(Waiting::Bracket(at));
                Ok(())
            }
            ('m', ..) if rest.eat("in(") => self.call(Operation::Least, at),
            ('m', ..) if rest.eat("ax(") => self.call(Operation::Most, at),
            (c, ..) if c.is_ascii_digit() => self.number(at, c, rest),
            _ => Err(unexpected(Expected::Value)),
        }
    }

    fn call(&mut self, operation: Operation, at: usize) -> Result<(), FormulaError> {
        self.waiting.push(Waiting::Call(operation, at, 0));
        Ok(())
    }

    fn push(&mut self, step: Step, kind: Kind) -> Result<(), FormulaError> {
        self.steps.push(step);
        self.kinds.push(kind);
        self.value = true;
        Ok(())
    }

    fn line(&mut self, at: usize, rest: &mut Rest) -> Result<(), FormulaError> {
        let name = rest.run(|c| c != ']');
        if !rest.eat("]") {
            return Err(FormulaError::Unclosed { at });
        }
        match LineId::new(name.trim()) {
            Ok(line) => self.push(Step::Line(line), Kind::Money),
            Err(_) => Err(FormulaError::Unexpected { at, expected: Expected::LineName, found: clip(&name) }),
        }
    }

    /// `12`, `0.1`, `10%`, `5.00元`.
    fn number(&mut self, at: usize, first: char, rest: &mut Rest) -> Result<(), FormulaError> {
        let mut whole = first.to_string();
        whole.push_str(&rest.run(|c| c.is_ascii_digit()));
        let decimals = if rest.eat(".") { rest.run(|c| c.is_ascii_digit()) } else { String::new() };
        let ten = |n: usize| u32::try_from(n).ok().and_then(|n| 10_i128.checked_pow(n));
        let value = || {
            let above = format!("{whole}{decimals}").parse::<i128>().ok()?;
            Exact::new(above, ten(decimals.len())?)
        };
        let too_large = || FormulaError::TooLarge { at };
        let value = value().ok_or_else(too_large)?;
        if rest.eat("元") || rest.eat(" yuan") || rest.eat("yuan") {
            let fen = value.times(100, 1).ok_or_else(too_large)?;
            return self.push(Step::Amount(fen), Kind::Money);
        }
        let value = if rest.eat("%") { value.times(1, 100).ok_or_else(too_large)? } else { value };
        self.push(Step::Number(value), Kind::Number(value))
    }

    fn operator(&mut self, operation: Operation, at: usize) -> Result<(), FormulaError> {
        self.settle(operation.rank())?;
        self.waiting.push(Waiting::Do(operation, at));
        self.value = false;
        Ok(())
    }

    /// Carries out what waits and binds at least so tightly, back to the last bracket.
    fn settle(&mut self, rank: u8) -> Result<(), FormulaError> {
        while let Some(Waiting::Do(operation, at)) = self.waiting.last().copied() {
            if operation.rank() < rank {
                break;
            }
            self.waiting.pop();
            self.carry_out(operation, at)?;
        }
        Ok(())
    }

    fn comma(&mut self, at: usize) -> Result<(), FormulaError> {
        self.settle(0)?;
        match self.waiting.last_mut() {
            Some(Waiting::Call(_, _, commas)) if *commas == 0 => *commas = 1,
            _ => return Err(FormulaError::Unexpected { at, expected: Expected::Operator, found: ",".to_owned() }),
        }
        self.value = false;
        Ok(())
    }

    fn close(&mut self, at: usize) -> Result<(), FormulaError> {
        self.settle(0)?;
        match self.waiting.pop() {
            Some(Waiting::Bracket(_)) => Ok(()),
            Some(Waiting::Call(operation, at, 1)) => self.carry_out(operation, at),
            Some(Waiting::Call(_, at, _)) => {
                Err(FormulaError::Unexpected { at, expected: Expected::Pair, found: "…)".to_owned() })
            }
            _ => Err(FormulaError::Unexpected { at, expected: Expected::Operator, found: ")".to_owned() }),
        }
    }

    /// Checks one operation and writes it down. A number is reckoned at once, so that no division by zero is left.
    fn carry_out(&mut self, operation: Operation, at: usize) -> Result<(), FormulaError> {
        // An operator is only read after a value, and carried out only after its right side.
        let two = self.kinds.pop().ok_or(FormulaError::Empty {})?;
        let kind = if operation == Operation::Negate {
            match two {
                Kind::Money => Kind::Money,
                Kind::Number(n) => reckon(Operation::Negate, n, Exact::ZERO, at)?,
            }
        } else {
            let one = self.kinds.pop().ok_or(FormulaError::Empty {})?;
            combined(operation, one, two, at)?
        };
        self.steps.push(Step::Do(operation));
        self.kinds.push(kind);
        Ok(())
    }

    fn finish(mut self, chars: usize) -> Result<Vec<Step>, FormulaError> {
        if self.steps.is_empty() && self.waiting.is_empty() {
            return Err(FormulaError::Empty {});
        }
        if !self.value {
            let at = chars.saturating_add(1);
            return Err(FormulaError::Unexpected { at, expected: Expected::Value, found: "(end)".to_owned() });
        }
        self.settle(0)?;
        match (self.waiting.pop(), self.kinds.pop()) {
            (Some(Waiting::Bracket(at) | Waiting::Call(_, at, _) | Waiting::Do(_, at)), _) => {
                Err(FormulaError::Unclosed { at })
            }
            (None, Some(Kind::Money)) => Ok(self.steps),
            (None, _) => Err(FormulaError::NotMoney {}),
        }
    }
}

/// What an operation on two values gives.
fn combined(operation: Operation, one: Kind, two: Kind, at: usize) -> Result<Kind, FormulaError> {
    let zero = |n: Exact| operation == Operation::Over && n == Exact::ZERO;
    match (operation, one, two) {
        (_, _, Kind::Number(n)) if zero(n) => Err(FormulaError::DividedByZero { at }),
        (_, Kind::Number(one), Kind::Number(two)) => reckon(operation, one, two, at),
        (Operation::Times | Operation::Over, Kind::Money, Kind::Number(_))
        | (Operation::Times, Kind::Number(_), Kind::Money)
        | (Operation::Plus | Operation::Minus | Operation::Least | Operation::Most, Kind::Money, Kind::Money) => {
            Ok(Kind::Money)
        }
        (Operation::Times | Operation::Over, ..) => Err(FormulaError::NotANumber { at }),
        _ => Err(FormulaError::Mixed { at }),
    }
}

fn reckon(operation: Operation, one: Exact, two: Exact, at: usize) -> Result<Kind, FormulaError> {
    operation.apply(one, two).map(Kind::Number).ok_or(FormulaError::TooLarge { at })
}
