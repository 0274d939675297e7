//! Kangxi radicals (U+2F00–U+2FD5), which look like characters and are none: PDF files and some input methods write ⽅
//! for 方. Their characters are those of the compatibility decomposition (Unicode Standard, UnicodeData.txt).

const FIRST: u32 = 0x2F00;
/// In the order of the radicals.
const CHARACTERS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The character that a radical stands for; any other character as it is.
pub(super) fn unified(c: char) -> char {
    let at = u32::from(c).checked_sub(FIRST).map(|at| at as usize);
    at.and_then(|at| CHARACTERS.chars().nth(at)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_has_its_character() {
        assert_eq!(CHARACTERS.chars().count(), 214);
        assert_eq!(
            ['\u{2F00}', '\u{2F45}', '\u{2F42}', '\u{2FD5}'].map(unified),
            ['一', '方', '文', '龠']
        );
        assert_eq!(unified('方'), '方');
        assert_eq!(unified('\u{2FD6}'), '\u{2FD6}');
    }
}
