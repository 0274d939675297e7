use civic::Day;

use crate::values::{Kind, Moment, Row, Says, Values, Worded};

/// 受理回执: what was handed in, to which offices, and until when they have promised.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Receipt {
    pub number: Option<String>,
    /// The life event.
    pub title: Option<String>,
    pub applicant: Option<String>,
    /// For whom, where it is somebody else.
    pub acting_for: Option<String>,
    pub place: Option<String>,
    pub submitted_at: Option<Moment>,
    pub services: Vec<ServiceLine>,
    pub materials: Vec<MaterialLine>,
    /// The page of the case; it asks for signing in.
    pub link: Option<String>,
    pub hotline: Option<String>,
    /// Whether it is made for showing around: it then bears no name.
    pub shared: bool,
}

/// A service of a receipt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServiceLine {
    pub name: Option<String>,
    pub office: Option<String>,
    pub due: Option<Due>,
}

/// A material of a receipt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MaterialLine {
    pub name: Option<String>,
    pub supplied: Option<SuppliedAs>,
}

/// The day by which an office has promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    By(Day),
    /// By weekends alone: the calendar of holidays is not published yet.
    About(Day),
    /// Nobody has promised a day: how long it usually takes.
    Usual(Day),
    /// No day is promised, nor is one usual.
    Open,
    /// Granted or refused, on this day.
    Decided(Day),
    /// 已撤销、已注销: what was granted is no more.
    Ended,
    /// 已撤回: none is to come.
    Withdrawn,
    /// 逾期终止: none is to come.
    Lapsed,
}

/// How a material was supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuppliedAs {
    Licence,
    Pictures(usize),
    Promise,
    /// 容缺后补, until a day where there is one.
    Later(Option<Day>),
    Counter,
    OtherParty,
}

impl Kind for Receipt {
    const TEMPLATE: &'static str = "receipt";
    const SOURCE: &'static str = include_str!("../../templates/receipt.toml");

    fn words() -> Vec<Worded> {
        let day = Day::default();
        let due = [
            Due::By(day),
            Due::About(day),
            Due::Usual(day),
            Due::Open,
            Due::Decided(day),
            Due::Ended,
            Due::Withdrawn,
            Due::Lapsed,
        ]
        .map(Worded::from);
        let supplied = [
            SuppliedAs::Licence,
            SuppliedAs::Pictures(1),
            SuppliedAs::Promise,
            SuppliedAs::Later(Some(day)),
            SuppliedAs::Later(None),
            SuppliedAs::Counter,
            SuppliedAs::OtherParty,
        ]
        .map(Worded::from);
        due.into_iter().chain(supplied).collect()
    }

    fn values(&self) -> Values {
        Values::default()
            .with("number", &self.number)
            .with("title", &self.title)
            .with("applicant", &self.applicant)
            .with("acting_for", &self.acting_for)
            .with("place", &self.place)
            .with("submitted_at", &self.submitted_at)
            .with("services", &self.services)
            .with("materials", &self.materials)
            .with("link", &self.link)
            .with("hotline", &self.hotline)
            .with("shared", &self.shared)
    }

    fn day(&self) -> Option<Day> {
        self.submitted_at.map(|moment| moment.day)
    }
}

impl From<Due> for Worded {
    fn from(due: Due) -> Self {
        match due {
            Due::By(day) => Self::plain("due_by").with("day", &Some(day)),
            Due::About(day) => Self::plain("due_about").with("day", &Some(day)),
            Due::Usual(day) => Self::plain("due_usual").with("day", &Some(day)),
            Due::Open => Self::plain("due_open"),
            Due::Decided(day) => Self::plain("due_decided").with("day", &Some(day)),
            Due::Ended => Self::plain("due_ended"),
            Due::Withdrawn => Self::plain("due_withdrawn"),
            Due::Lapsed => Self::plain("due_lapsed"),
        }
    }
}

impl From<SuppliedAs> for Worded {
    fn from(supplied: SuppliedAs) -> Self {
        match supplied {
            SuppliedAs::Licence => Self::plain("by_licence"),
            SuppliedAs::Pictures(count) => {
                Self::plain("by_pictures").with("count", &Some(count.to_string()))
            }
            SuppliedAs::Promise => Self::plain("by_promise"),
            SuppliedAs::Later(Some(day)) => Self::plain("later").with("day", &Some(day)),
            SuppliedAs::Later(None) => Self::plain("later_open"),
            SuppliedAs::Counter => Self::plain("at_counter"),
            SuppliedAs::OtherParty => Self::plain("by_other"),
        }
    }
}

impl Row for ServiceLine {
    fn values(&self) -> Values {
        Values::default()
            .with("name", &self.name)
            .with("office", &self.office)
            .with("due", &Says(&self.due))
    }
}

impl Row for MaterialLine {
    fn values(&self) -> Values {
        Values::default()
            .with("name", &self.name)
            .with("supplied", &Says(&self.supplied))
    }
}
