//! Chinese punctuation stands in half of its square; where two meet, one half is taken back (标点挤压, CLREQ 3.1.6).

/// Where the ink of a mark stands in its square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// 「，」: room on the right.
    Left,
    /// 「（」: room on the left.
    Right,
}

fn side(c: char) -> Option<Side> {
    match c {
        '，' | '。' | '、' | '；' | '：' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕'
        | '！' | '？' | '”' | '’' => Some(Side::Left),
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘' => Some(Side::Right),
        _ => None,
    }
}

/// Half a square less between two marks, in ems.
pub(super) fn squeeze(before: char, after: char) -> f32 {
    match (side(before), side(after)) {
        (Some(Side::Left), Some(_)) | (Some(Side::Right), Some(Side::Right)) => 0.5,
        _ => 0.0,
    }
}

/// What may stick out at the end of a line: the empty half of a mark.
pub(super) fn overhang(last: char) -> f32 {
    if side(last) == Some(Side::Left) && !matches!(last, '！' | '？' | '”' | '’') {
        0.5
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_square_is_taken_where_two_marks_meet() {
        assert!(squeeze('》', '（') > 0.0);
        assert!(squeeze('」', '，') > 0.0);
        assert!(squeeze('（', '《') > 0.0);
        assert!(
            squeeze('（', '》') == 0.0,
            "each mark leans to its own side already"
        );
        assert!(squeeze('人', '，') == 0.0);
    }
}
