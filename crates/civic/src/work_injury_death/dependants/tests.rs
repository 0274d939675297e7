//! Families, and what the rules say of each member.

use super::Capacity::*;
use super::Relation::*;
use super::*;
use proptest::prelude::*;

const SPOUSE: Share = Share {
    spouse: true,
    alone: false,
};
const OTHER: Share = Share {
    spouse: false,
    alone: false,
};
const ORPHAN: Share = Share {
    spouse: false,
    alone: true,
};

fn relative(relation: Relation, sex: Sex, age: u32, capacity: Capacity) -> Relative {
    Relative {
        relation,
        age,
        sex: Some(sex),
        capacity,
        supported: Some(true),
        none_before: Some(true),
    }
}

#[test]
fn age_decides_for_the_old_and_for_children_and_otherwise_the_assessment() {
    use Sex::*;
    for (relation, sex, age, capacity, expected) in [
        (Spouse, Female, 55, NotAssessed, Claim::ByAge),
        (
            Spouse,
            Female,
            54,
            NotAssessed,
            Claim::Unknown(Missing::Assessment),
        ),
        (Spouse, Female, 54, NotLost, Claim::No),
        (Spouse, Female, 40, Lost, Claim::ByCapacity),
        (Spouse, Male, 60, NotLost, Claim::ByAge),
        (Spouse, Male, 59, NotLost, Claim::No),
        (Parent, Male, 60, NotAssessed, Claim::ByAge),
        (Parent, Female, 55, NotAssessed, Claim::ByAge),
        (Child, Male, 17, NotAssessed, Claim::ByAge),
        (Child, Male, 18, NotLost, Claim::No),
        (
            Child,
            Female,
            18,
            NotAssessed,
            Claim::Unknown(Missing::Assessment),
        ),
        (Child, Female, 30, Lost, Claim::ByCapacity),
        (Grandparent, Female, 70, NotAssessed, Claim::ByAge),
        (Grandchild, Male, 3, NotAssessed, Claim::ByAge),
        (Sibling, Female, 17, NotAssessed, Claim::ByAge),
        (Sibling, Female, 18, NotLost, Claim::No),
    ] {
        let found = claim(&relative(relation, sex, age, capacity));
        assert_eq!(found, expected, "{relation:?} {sex:?} {age} {capacity:?}");
    }
}

#[test]
fn who_did_not_live_on_the_deceased_has_no_claim() {
    let mother = relative(Parent, Sex::Female, 70, Lost);
    let supported = |supported| {
        claim(&Relative {
            supported,
            ..mother
        })
    };
    assert_eq!(supported(Some(false)), Claim::NotSupported);
    assert_eq!(supported(None), Claim::Unknown(Missing::Support));
    assert_eq!(supported(Some(true)), Claim::ByCapacity);
}

#[test]
fn more_distant_relatives_wait_for_those_before_them() {
    for relation in [Grandparent, Grandchild, Sibling] {
        let age = if relation == Grandparent { 80 } else { 10 };
        let one = relative(relation, Sex::Male, age, NotLost);
        let before = |none_before| claim(&Relative { none_before, ..one });
        assert_eq!(before(Some(false)), Claim::No, "{relation:?}");
        assert_eq!(
            before(None),
            Claim::Unknown(Missing::NoneBefore),
            "{relation:?}"
        );
        assert_eq!(before(Some(true)), Claim::ByAge, "{relation:?}");
    }
}

#[test]
fn sex_is_only_asked_for_where_it_matters() {
    let at = |age| {
        claim(&Relative {
            sex: None,
            ..relative(Parent, Sex::Male, age, NotLost)
        })
    };
    assert_eq!(at(54), Claim::No);
    assert_eq!(at(55), Claim::Unknown(Missing::Sex));
    assert_eq!(at(59), Claim::Unknown(Missing::Sex));
    assert_eq!(at(60), Claim::ByAge);
}

#[test]
fn shares_are_40_30_and_10_percent_more_for_who_is_left_alone() {
    let widower = Share {
        spouse: true,
        alone: true,
    };
    assert_eq!(
        [SPOUSE, OTHER, ORPHAN, widower].map(Share::percent),
        [40, 30, 40, 50]
    );
}

#[test]
fn pensions_together_never_exceed_the_wage() {
    let family = pensions(600_000, &[SPOUSE, OTHER, OTHER]);
    assert_eq!(family.each, [240_000, 180_000, 180_000]);
    assert_eq!((family.total, family.cut), (600_000, false));

    // 40 + 30 + 30 + 30 of 130: each has ten thirteenths.
    let large = pensions(600_000, &[SPOUSE, OTHER, OTHER, OTHER]);
    assert_eq!(large.each, [184_615, 138_462, 138_461, 138_462]);
    assert_eq!((large.total, large.cut), (600_000, true));

    assert_eq!(pensions(600_000, &[]).total, 0);
}

proptest! {
    #[test]
    fn the_parts_make_up_the_total(
        wage in 0i64..5_000_000,
        shares in prop::collection::vec((any::<bool>(), any::<bool>()), 0..12),
    ) {
        let shares: Vec<_> = shares.into_iter().map(|(spouse, alone)| Share { spouse, alone }).collect();
        let found = pensions(wage, &shares);
        prop_assert_eq!(found.each.iter().sum::<Fen>(), found.total);
        prop_assert!(found.total <= wage);
        prop_assert_eq!(found.cut, shares.iter().map(|share| share.percent()).sum::<u32>() > 100);
        for (pension, share) in found.each.iter().zip(&shares) {
            prop_assert!(*pension <= part(wage, share.percent(), 100) + 1);
        }
    }

    #[test]
    fn growing_older_never_takes_the_claim_of_the_old(age in 0u32..120, male in any::<bool>()) {
        let sex = if male { Sex::Male } else { Sex::Female };
        if claim(&relative(Parent, sex, age, NotAssessed)) == Claim::ByAge {
            prop_assert_eq!(claim(&relative(Parent, sex, age + 1, NotAssessed)), Claim::ByAge);
        }
    }
}
