//! The pinyin of words, by which the search finds them; computed when the index is made, never on the phone.
//! Characters with several readings are read as in the words of this field.

use ::pinyin::ToPinyin;

/// Words of the field and names of cities in which the usual reading of a character is not the one meant.
const READINGS: [(&str, &str); 24] = [
    ("会计", "kuai ji"),
    ("银行", "yin hang"),
    ("行业", "hang ye"),
    ("重新", "chong xin"),
    ("重复", "chong fu"),
    ("调解", "tiao jie"),
    ("调整", "tiao zheng"),
    ("协调", "xie tiao"),
    ("给付", "ji fu"),
    ("返还", "fan huan"),
    ("还款", "huan kuan"),
    ("弹性", "tan xing"),
    ("长期", "chang qi"),
    ("延长", "yan chang"),
    ("时长", "shi chang"),
    ("成都", "cheng du"),
    ("重庆", "chong qing"),
    ("厦门", "xia men"),
    ("长春", "chang chun"),
    ("长沙", "chang sha"),
    ("长治", "chang zhi"),
    ("六安", "lu an"),
    ("乐清", "yue qing"),
    ("都匀", "du yun"),
];

/// Syllables parted by blanks; runs of Latin letters and digits stand as they are, in lower case; signs are left out.
pub(super) fn of(text: &str) -> String {
    let mut syllables: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_alphanumeric() {
            plain.push(first.to_ascii_lowercase());
            rest = after(rest, first);
            continue;
        }
        if !plain.is_empty() {
            syllables.push(std::mem::take(&mut plain));
        }
        if let Some((word, reading)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            syllables.extend(reading.split(' ').map(str::to_owned));
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        // People type v where the syllable has ü.
        syllables.extend(first.to_pinyin().map(|read| read.plain().replace('ü', "v")));
        rest = after(rest, first);
    }
    syllables.extend((!plain.is_empty()).then_some(plain));
    syllables.join(" ")
}

fn after(text: &str, first: char) -> &str {
    text.get(first.len_utf8()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_this_field_reads_them() {
        assert_eq!(of("失业金"), "shi ye jin");
        assert_eq!(
            of("劳动人事争议调解仲裁"),
            "lao dong ren shi zheng yi tiao jie zhong cai"
        );
        assert_eq!(of("调档函"), "diao dang han");
        assert_eq!(of("12333电话、咨询"), "12333 dian hua zi xun");
        assert_eq!(of("妇女"), "fu nv");
    }
}
