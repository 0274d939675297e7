//! Who depended on a person that died of work, and what they receive every month (供养亲属抚恤金). Sources:
//! 工伤保险条例 article 39; 因工死亡职工供养亲属范围规定 (劳动和社会保障部令第18号) articles 2–4.

use crate::citizen_id::Sex;
use crate::money::{Fen, part};

/// Children and siblings depend until this age.
pub const ADULT_AGE: u32 = 18;

/// What the relative is to the deceased. Adopted, step- and children born after the death count as
/// children; adoptive and step-parents as parents; half- and adopted siblings as siblings (article 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Spouse,
    Child,
    Parent,
    Grandparent,
    Grandchild,
    Sibling,
}

/// What the labour capacity committee found (劳动能力鉴定).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// Lost completely (完全丧失劳动能力).
    Lost,
    /// Found not to be lost completely.
    NotLost,
    NotAssessed,
}

/// A relative, as far as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    pub relation: Relation,
    /// Completed years at the death.
    pub age: u32,
    /// It matters for spouses, parents and grandparents: 60 for men, 55 for women.
    pub sex: Option<Sex>,
    pub capacity: Capacity,
    /// Whether the deceased was the main source of living (生前提供主要生活来源).
    pub supported: Option<bool>,
    /// For grandparents, grandchildren and siblings: whether those who would come before them are gone.
    /// Grandparents: the parents of the deceased have died. Grandchildren: the children have
    /// died or lost all capacity to work. Siblings: the parents have.
    pub none_before: Option<bool>,
}

/// Whether a relative may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// By age.
    ByAge,
    /// Because the capacity to work is lost completely.
    ByCapacity,
    /// The deceased was not the main source of living.
    NotSupported,
    /// Neither by age nor by capacity.
    No,
    Unknown(Missing),
}

/// What has to be known to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Whether the deceased was the main source of living.
    Support,
    Sex,
    /// Whether relatives who come before are gone.
    NoneBefore,
    /// Only an assessment of the capacity to work can tell.
    Assessment,
}

/// Whether this relative may claim a pension (article 3). They lose it on coming of age, at work, in the
/// army, on remarrying and when adopted; it rests while they are in prison (article 4).
pub fn claim(relative: &Relative) -> Claim {
    match relative.supported {
        Some(false) => return Claim::NotSupported,
        _ if relative.capacity == Capacity::Lost => {}
        _ => match by_age(relative) {
            Ok(true) => {}
            Err(missing) => return Claim::Unknown(missing),
            Ok(false) => {
                return match relative.capacity {
                    Capacity::NotAssessed => Claim::Unknown(Missing::Assessment),
                    _ => Claim::No,
                };
            }
        },
    }
    match (relative.supported, relative.capacity) {
        (None, _) => Claim::Unknown(Missing::Support),
        (_, Capacity::Lost) => Claim::ByCapacity,
        _ => Claim::ByAge,
    }
}

/// Whether the age alone is enough, or what is missing to tell.
fn by_age(relative: &Relative) -> Result<bool, Missing> {
    let old = || match (relative.sex, relative.age) {
        (_, 60..) | (Some(Sex::Female), 55..) => Ok(true),
        (None, 55..60) => Err(Missing::Sex),
        _ => Ok(false),
    };
    let first_in_line = |of_age: bool| match relative.none_before {
        None if of_age => Err(Missing::NoneBefore),
        first => Ok(of_age && first == Some(true)),
    };
    match relative.relation {
        Relation::Spouse | Relation::Parent => old(),
        Relation::Child => Ok(relative.age < ADULT_AGE),
        Relation::Grandparent => first_in_line(old()?),
        Relation::Grandchild | Relation::Sibling => first_in_line(relative.age < ADULT_AGE),
    }
}

/// A pension by the share of the wage that it is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The spouse has 40 %, every other relative 30 %.
    pub spouse: bool,
    /// An old person or a child left alone (孤寡老人、孤儿) has 10 % more.
    pub alone: bool,
}

impl Share {
    /// Percent of the wage: 30, 40 or 50.
    pub fn percent(self) -> u32 {
        30 + 10 * (u32::from(self.spouse) + u32::from(self.alone))
    }
}

/// Monthly pensions in the order of their shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pensions {
    pub each: Vec<Fen>,
    pub total: Fen,
    /// The shares came to more than the wage. The law says that the sum may not, not how it is shared:
    /// here each is cut by the same part, and the office may do otherwise.
    pub cut: bool,
}

/// The pensions of these shares of the deceased's own monthly wage, see
/// [`own_wage`](super::own_wage). Together they never exceed it.
pub fn pensions(own_wage: Fen, shares: &[Share]) -> Pensions {
    let percents = shares.iter().map(|share| share.percent());
    let sum: u32 = percents.clone().sum();
    let whole = sum.max(100);
    // Rounded at the running sums, so that the parts make up the total to the 分.
    let (mut reached, mut paid) = (0, 0);
    let each = percents
        .map(|percent| {
            reached += percent;
            let before = paid;
            paid = part(own_wage, reached, whole);
            paid - before
        })
        .collect();
    Pensions {
        each,
        total: paid,
        cut: sum > 100,
    }
}

#[cfg(test)]
mod tests;
