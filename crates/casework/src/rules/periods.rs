//! Periods that no single service sets. Each with its source; what has none is the place's own choice, and said so.

use civic::clock::Span;

/// The periods of an edition. A changed one is a new edition, so that an old case is judged by what held for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// In which a hand-in can be taken back or changed, in seconds: ten minutes, as 互联网网站适老化通用设计规范 wants
    /// for whatever has legal or financial consequences.
    pub undo_seconds: u32,
    /// In which a deferred paper is brought where its material says nothing: 60 calendar days (天津市人力社保局
    /// 2018-11-29, 承诺之日起 60 日). Other places count 60 working days; their materials say so.
    pub deferral: Span,
    /// In which a correction is answered: 30 days, by which one is reminded. No national rule for these services sets a
    /// time; where the place sets one it is that, and what is not answered by then ends.
    pub correction: Span,
    /// In which all others confirm: 30 days; the place's choice.
    pub confirmation: Span,
    /// In which the check after a promise is opened, from the decision: 3 working days (天津市人力社保局 2018-11-29).
    pub check_opens: Span,
    /// In which it is closed, from the decision: 50 working days (the same).
    pub check_closes: Span,
    /// By how much an office may extend its time, once: 10 working days (行政许可法 articles 42 and 82).
    pub longest_extension: Span,
    /// In which a written question is answered: 5 working days, as 12345 lines do; the place's choice.
    pub question: Span,
    /// In which an urge is answered: one working day; the place's choice.
    pub urge: Span,
    /// In which a bad rating is answered: 5 working days, the shorter of what places set (国办发〔2019〕51号 wants each
    /// looked into).
    pub rating: Span,
    /// In which an office decides where no limit is known at all: two months (行政诉讼法 article 47: afterwards one may
    /// sue).
    pub undecided: Span,
    /// For which a claim keeps other clerks away: until the end of the next working day; the place's choice.
    pub claim: Span,
}

impl Periods {
    /// The newest edition.
    pub const EDITION: u16 = 1;

    /// Days before the last one on which who owes something is reminded.
    pub const REMINDERS: [u16; 3] = [30, 7, 1];
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            undo_seconds: 600,
            deferral: Span::Days(60),
            correction: Span::Days(30),
            confirmation: Span::Days(30),
            check_opens: Span::Workdays(3),
            check_closes: Span::Workdays(50),
            longest_extension: Span::Workdays(10),
            question: Span::Workdays(5),
            urge: Span::Workdays(1),
            rating: Span::Workdays(5),
            undecided: Span::Months(2),
            claim: Span::Workdays(1),
        }
    }
}
