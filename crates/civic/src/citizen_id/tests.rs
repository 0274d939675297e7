//! Golden numbers, every way to be wrong, and properties of numbers in general.
//! All numbers are examples of the standard or synthetic.

use super::*;
use proptest::prelude::*;

fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 21).unwrap()
}

fn parse(text: &str) -> Result<CitizenId, CitizenIdError> {
    CitizenId::parse(text, today())
}

#[test]
fn the_example_of_the_standard_is_a_woman_born_on_new_years_eve() {
    let id = parse("11010519491231002X").unwrap();
    assert_eq!(id.birth(), Day::from_ymd_opt(1949, 12, 31).unwrap());
    assert_eq!(id.sex(), Sex::Female);
    assert_eq!(id.kind(), Kind::ResidentIdentityCard);
    assert_eq!(id.masked(), "1101**********002X");
}

#[test]
fn a_number_says_the_day_of_birth_and_the_sex() {
    for (number, birth, sex) in [
        ("320000201509230016", (2015, 9, 23), "male"),
        ("320000196205110046", (1962, 5, 11), "female"),
        ("32000020000229004X", (2000, 2, 29), "female"),
    ] {
        let id = parse(number).unwrap();
        let (year, month, day) = birth;
        assert_eq!(Some(id.birth()), Day::from_ymd_opt(year, month, day));
        assert_eq!(id.sex().id(), sex);
    }
}

#[test]
fn residence_permits_of_hong_kong_macao_and_taiwan_are_read() {
    let hong_kong = parse("810000199408230021").unwrap();
    assert_eq!(hong_kong.kind(), Kind::HongKongResidencePermit);
    assert_eq!(hong_kong.sex(), Sex::Female);
    let taiwan = parse("830000199201300022").unwrap();
    assert_eq!(taiwan.kind(), Kind::TaiwanResidencePermit);
}

#[test]
fn what_keyboards_and_copies_leave_is_put_right() {
    for text in [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２ｘ",
        "\u{200B}11010519491231002X\u{FEFF}",
    ] {
        assert_eq!(
            parse(text).unwrap().as_str(),
            "11010519491231002X",
            "{text:?}"
        );
    }
}

#[test]
fn each_mistake_has_its_own_name() {
    use CitizenIdError::*;
    for (text, error) in [
        ("", Length { found: 0 }),
        ("1101051949123100", Length { found: 16 }),
        ("11010519491231002X0", Characters),
        ("110105194912310021X", Length { found: 19 }),
        ("1101051949123100ZX", Characters),
        ("11010519491231X02X", Characters),
        ("身份证", Characters),
        ("110105491231002", FifteenDigits),
        ("000000199001010011", Region),
        ("910105199001010011", Region),
        ("160105199001010011", Region),
        ("110105199902301234", BirthDate),
        ("110105179912311234", BirthDate),
        ("110105210001011234", BirthDate),
        ("110105202611221234", Future),
        ("110105189511201234", TooOld),
        ("440524188001010014", TooOld),
        ("110105194912310021", Checksum),
    ] {
        assert_eq!(parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn whoever_is_born_today_or_is_130_has_a_number() {
    let births = [today(), Day::from_ymd_opt(1895, 11, 22).unwrap()];
    for birth in births {
        let id = CitizenId::generate(110_105, birth, 1).unwrap();
        assert_eq!(parse(id.as_str()), Ok(id));
    }
}

#[test]
fn the_check_character_of_the_oldest_example_matches_although_nobody_is_that_old() {
    let then = Day::from_ymd_opt(1950, 1, 1).unwrap();
    let id = CitizenId::parse("440524188001010014", then).unwrap();
    assert_eq!(id.sex(), Sex::Male);
}

#[test]
fn all_provinces_and_only_these_are_known() {
    let known: Vec<u32> = (0..100)
        .filter(|code| parts::kind_of(&format!("{code:02}")).is_some())
        .collect();
    assert_eq!(
        known,
        [
            11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50,
            51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83
        ]
    );
}

#[test]
fn what_cannot_be_written_is_not_generated() {
    let birth = Day::from_ymd_opt(1990, 1, 1).unwrap();
    assert!(CitizenId::generate(110_105, birth, 1000).is_none());
    assert!(CitizenId::generate(11_010, birth, 1).is_none());
    assert!(CitizenId::generate(990_105, birth, 1).is_none());
    for year in [-1, 99, 1799, 2100, 20_000] {
        let birth = Day::from_ymd_opt(year, 1, 1).unwrap();
        assert!(CitizenId::generate(110_105, birth, 1).is_none(), "{year}");
    }
}

#[test]
fn debug_output_holds_no_digit() {
    let text = format!("{:?}", parse("11010519491231002X"));
    assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
}

prop_compose! {
    fn any_id()(county in 0u32..10_000, province in prop::sample::select(vec![11u32, 32, 50, 65, 82]),
        days in -25_000i32..20_000, sequence in 0u16..1000) -> (CitizenId, Day, u16) {
        let birth = Day::from_epoch_days(days).unwrap();
        (CitizenId::generate(province * 10_000 + county, birth, sequence).unwrap(), birth, sequence)
    }
}

proptest! {
    #[test]
    fn a_generated_number_tells_birth_and_sex((id, birth, sequence) in any_id()) {
        let read = parse(id.as_str()).unwrap();
        prop_assert_eq!(read.birth(), birth);
        prop_assert_eq!(read.sex() == Sex::Male, sequence % 2 == 1);
        prop_assert_eq!(read, id);
    }

    #[test]
    fn one_wrong_digit_is_always_caught((id, ..) in any_id(), place in 0usize..18, by in 1u8..11) {
        let mut number = id.as_str().as_bytes().to_vec();
        let alphabet: &[u8] = if place == 17 { b"0123456789X" } else { b"0123456789" };
        let was = alphabet.iter().position(|b| *b == number[place]).unwrap();
        let now = (was + usize::from(by)) % alphabet.len();
        prop_assume!(now != was);
        number[place] = alphabet[now];
        prop_assert!(parse(std::str::from_utf8(&number).unwrap()).is_err());
    }

    #[test]
    fn two_neighbours_swapped_are_always_caught((id, ..) in any_id(), place in 0usize..17) {
        let mut number = id.as_str().as_bytes().to_vec();
        prop_assume!(number[place] != number[place + 1]);
        number.swap(place, place + 1);
        prop_assert!(parse(std::str::from_utf8(&number).unwrap()).is_err());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9Xx０-９]{14,19}") {
        for text in [text, near] {
            if let Ok(id) = parse(&text) {
                prop_assert_eq!(id.as_str().len(), 18);
            }
        }
    }
}
