//! Hostile text: every row of the table, letters that must stay, and the bounds.

use barback::domain::Refusal;
use barback::domain::bounds::{body, email, name, subject};
use barback::domain::text::{Field, clean, read_utf8, shown};
use proptest::prelude::*;
use std::borrow::Cow;

/// Characters that nobody sees and that are never kept.
const INVISIBLE: &str = "\u{202A}\u{202E}\u{2066}\u{2069}\u{200E}\u{200F}\u{61C}\u{200B}\u{2060}\u{AD}\u{FEFF}\u{E0001}\u{E0041}\u{E007F}";
const FAMILY: &str = "👨\u{200D}👩\u{200D}👧\u{200D}👦";

fn line(text: &str) -> String {
    clean(text, Field::Line).text
}

fn long(text: &str) -> String {
    clean(text, Field::Long).text
}

fn removed(text: &str) -> usize {
    clean(text, Field::Long).removed
}

#[test]
fn every_line_end_is_a_newline_or_a_blank() {
    for end in ["\r\n", "\r", "\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
        assert_eq!(long(&format!("a{end}b")), "a\nb", "{end:?}");
        assert_eq!(line(&format!("a{end}b")), "a b", "{end:?}");
        assert_eq!(shown(&format!("a{end}b"), Field::Line), "a b", "{end:?}");
    }
    assert_eq!(long("a\n\r\nb\r\r\nc"), "a\n\nb\n\nc");
}

#[test]
fn a_tab_stays_in_long_texts() {
    assert_eq!(long("a\tb"), "a\tb");
    assert_eq!(line("a\tb"), "a b");
}

#[test]
fn controls_become_their_pictures() {
    assert_eq!(line("\u{1b}[31mred\u{1b}[0m"), "␛[31mred␛[0m");
    assert_eq!(long("\0\u{7}\u{8}\u{7f}"), "␀␇␈␡");
    assert_eq!(line("\u{1b}]52;c;ZXZpbA==\u{7}"), "␛]52;c;ZXZpbA==␇");
    assert_eq!(line(&"\u{7}".repeat(1000)), "␇".repeat(1000));
    assert_eq!(clean("\u{1b}\0", Field::Line).removed, 0);
}

#[test]
fn c1_and_noncharacters_become_the_replacement() {
    assert_eq!(line("\u{80}a\u{9b}31m\u{9f}"), "\u{FFFD}a\u{FFFD}31m\u{FFFD}");
    assert_eq!(line("\u{FDD0}\u{FDEF}\u{FFFE}\u{FFFF}\u{10FFFF}"), "\u{FFFD}".repeat(5));
}

#[test]
fn nobody_sees_them_so_they_go() {
    for letter in INVISIBLE.chars() {
        let cleaned = clean(&format!("re{letter}fund"), Field::Line);
        assert_eq!((cleaned.text.as_str(), cleaned.removed), ("refund", 1), "{letter:?}");
    }
    assert_eq!(clean(INVISIBLE, Field::Long).text, "");
    assert_eq!(line("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"), "🏴", "a flag made of tags");
}

#[test]
fn eight_marks_stay_on_a_base() {
    let zalgo = format!("a{}b{}", "\u{301}".repeat(500), "\u{489}".repeat(3));
    let cleaned = clean(&zalgo, Field::Line);
    assert_eq!(cleaned.text, format!("a{}b{}", "\u{301}".repeat(8), "\u{489}".repeat(3)));
    assert_eq!(cleaned.removed, 492);
    assert_eq!(line(&"\u{301}".repeat(20)), "\u{301}".repeat(8), "marks without a base");
    let hidden = format!("a{}", "\u{301}\u{200B}\u{200D}".repeat(20));
    assert_eq!(line(&hidden), format!("a{}", "\u{301}".repeat(8)), "what is dropped is no new base");
}

#[test]
fn joiners_stay_where_they_spell_something() {
    let kept = [
        FAMILY,
        "❤\u{FE0F}\u{200D}🔥",
        "👩🏽\u{200D}🚒",
        "🏳\u{FE0F}\u{200D}🌈",
        "☺\u{FE0E}",
        "1\u{FE0F}\u{20E3}#\u{FE0F}\u{20E3}",
        "می\u{200C}خواهم",
        "क्\u{200D}ष",
        "क्\u{200C}ष",
        "ශ්\u{200D}රී ලංකා",
        "ഒരാള്\u{200D}",
        "ᠠ\u{180B} ᠨ\u{180E}ᠠ",
        "က\u{FE00}က",
    ];
    for text in kept {
        assert_eq!(clean(text, Field::Line), barback::domain::text::Cleaned { text: text.to_owned(), removed: 0 });
    }
}

#[test]
fn joiners_go_elsewhere() {
    let gone = [
        ("a\u{200D}b", "ab"),
        ("a\u{200C}b", "ab"),
        ("a\u{FE0F}", "a"),
        ("1\u{FE0F}2", "12"),
        ("\u{200D}👩", "👩"),
        ("👩\u{200D}", "👩"),
        ("👩\u{200D} 👩", "👩 👩"),
        ("👩\u{200D}\u{200D}\u{200D}👩", "👩\u{200D}👩"),
        ("❤\u{FE0F}\u{FE0F}\u{FE0F}", "❤\u{FE0F}"),
        ("سلام\u{200C}", "سلام"),
        ("ก\u{200D}ก", "กก"),
        ("葛\u{E0100}", "葛"),
    ];
    for (text, left) in gone {
        let cleaned = clean(text, Field::Line);
        assert_eq!(cleaned.text, left, "{text:?}");
        assert_eq!(cleaned.removed, text.chars().count() - left.chars().count(), "{text:?}");
    }
}

#[test]
fn private_use_stays() {
    assert_eq!(line("\u{E000}\u{F8FF}\u{100000}"), "\u{E000}\u{F8FF}\u{100000}");
}

#[test]
fn blanks_are_trimmed_and_runs_are_one() {
    assert_eq!(line(" \t a  \u{a0} b \u{200B} "), "a b");
    assert_eq!(line("prix\u{a0}: 3"), "prix\u{a0}: 3", "a blank that stands alone is spelling");
    assert_eq!(long(" \n a  b \n\n"), "a  b");
    assert_eq!(clean("  a  b  ", Field::Line).removed, 0);
}

#[test]
fn whoever_sent_it_is_told() {
    assert_eq!(clean("plain", Field::Line).notice(), None);
    assert_eq!(clean("a\u{200B}b", Field::Line).notice().as_deref(), Some("1 invisible character removed"));
    assert_eq!(clean("\u{202E}a\u{200B}b\u{AD}", Field::Line).notice().as_deref(), Some("3 invisible characters removed"));
}

#[test]
fn real_letters_stay_byte_for_byte() {
    let texts = [
        "Grüße, naïve café — Ångström, e\u{301}te\u{301}",
        "Việt Nam, Tiê\u{301}ng Viê\u{323}t",
        "Ελληνικά ΄ ᾧ, русский й ё",
        "العربية مُحَمَّدٌ ﷺ",
        "שָׁלוֹם עֲלֵיכֶם",
        "ภาษาไทย น้ำ กำลัง ผู้",
        "हिन्दी क्षत्रिय श्रीमान्",
        "বাংলা ক্ষ தமிழ் ఆంధ్ర ಕನ್ನಡ മലയാളം සිංහල",
        "བོད་སྐད ཧྐྵྨླྺྼྻྂ",
        "မြန်မာ ភាសាខ្មែរ ລາວ",
        "漢字かな交じり文 カ\u{3099} ﾊﾟ",
        "한국어 \u{1112}\u{1161}\u{11AB}",
        "ქართული Հայերեն አማርኛ ᏣᎳᎩ",
        "🇩🇪🇯🇵 👍🏿 🤷🏾\u{200D}♀\u{FE0F}",
        "\u{605}\u{6DD} x² ½ ™ © ¿? ‘’“” … €",
    ];
    for text in texts {
        assert_eq!(clean(text, Field::Line).text, text);
        assert_eq!(removed(text), 0, "{text}");
        assert_eq!(shown(text, Field::Line), text);
    }
}

#[test]
fn data_that_only_looks_dangerous_stays() {
    for text in ["\"", "*", "NEAR(", "a AND b", "col:", "^", "%_\\", "'; DROP TABLE ticket; --", "=1+1", "@x", "-1", "--as", "/etc/passwd"]
    {
        assert_eq!(line(text), text);
    }
}

#[test]
fn what_is_shown_keeps_its_blanks() {
    assert_eq!(shown("  a   b  ", Field::Line), "  a   b  ");
    assert_eq!(shown("a\r\n\tb", Field::Long), "a\n\tb");
    assert_eq!(shown("a\n\tb", Field::Line), "a  b");
    assert_eq!(shown("\u{1b}c\u{202E}x", Field::Line), "␛cx");
}

#[test]
fn nothing_is_copied_where_nothing_changes() {
    for text in ["plain", "Grüße 漢字", "e\u{301} 👩\u{200D}🚒"] {
        assert!(matches!(shown(text, Field::Line), Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    assert_eq!(read_utf8("Grüße".as_bytes(), "comment"), Ok("Grüße"));
    for (bytes, byte) in [(&b"ab\x9b1m"[..], 2), (b"\xc0\xaf", 0), (b"abc\xed\xa0\x80", 3), (b"a\xe2\x82", 1)] {
        assert_eq!(read_utf8(bytes, "comment"), Err(Refusal::NotUtf8 { field: "comment".to_owned(), byte }));
    }
}

#[test]
fn huge_texts_take_no_time() {
    let marks = format!("a{}", "\u{301}".repeat(500_000));
    assert_eq!(clean(&marks, Field::Line).removed, 499_992);
    assert_eq!(line(&"x".repeat(1 << 20)).len(), 1 << 20);
    assert_eq!(line(&"ü  ".repeat(1 << 18)).chars().count(), (1 << 19) - 1);
    assert_eq!(long(&"a\r\n".repeat(100_000)).lines().count(), 100_000);
    assert_eq!(line(&"\u{200D}".repeat(300_000)), "");
    for hostile in [marks, "🇩".repeat(1 << 18), FAMILY.repeat(40_000), format!("👩{}", "\u{200D}👩".repeat(100_000))] {
        assert!(matches!(subject(&hostile), Err(Refusal::TooLong { .. })));
    }
}

#[test]
fn a_subject_has_200_characters() {
    assert_eq!(subject(&FAMILY.repeat(200)).map(|kept| kept.text), Ok(FAMILY.repeat(200)));
    let over = Refusal::TooLong { field: "subject", is: 201, bound: 200, unit: "characters" };
    assert_eq!(over.to_string(), "the subject is too long: 201 characters, at most 200 fit");
    assert_eq!(subject(&FAMILY.repeat(201)), Err(over));
    assert!(name(&"ü".repeat(100)).is_ok());
    assert!(matches!(name(&"ü".repeat(101)), Err(Refusal::TooLong { bound: 100, .. })));
}

#[test]
fn a_subject_has_8_kib() {
    let marks = |bytes: usize| format!("{}a", "\u{301}".repeat((bytes - 1) / 2));
    assert!(subject(&marks(8191)).is_ok());
    assert!(matches!(subject(&marks(8193)), Err(Refusal::TooLong { is: 8193, bound: 8192, unit: "bytes", .. })));
    assert!(matches!(name(&marks(4097)), Err(Refusal::TooLong { bound: 4096, unit: "bytes", .. })));
}

#[test]
fn a_body_has_64_kib_and_5000_lines() {
    assert!(body("comment", &"x".repeat(65_536)).is_ok());
    assert!(matches!(body("note", &"x".repeat(65_537)), Err(Refusal::TooLong { field: "note", is: 65_537, unit: "bytes", .. })));
    assert!(body("comment", &"a\r\n".repeat(5000)).is_ok());
    assert!(matches!(body("comment", &"a\r".repeat(5001)), Err(Refusal::TooLong { is: 5001, bound: 5000, unit: "lines", .. })));
    let grown = body("description", &"\0".repeat(65_536)).map(|kept| kept.text.len());
    assert_eq!(grown, Ok(3 * 65_536), "what was sent is measured, not what cleaning adds");
}

#[test]
fn only_a_description_may_be_empty() {
    for nothing in ["", "  \n\t", "\u{200B}\u{FEFF}", "\u{200D}", "\u{3164}\u{2800}"] {
        assert_eq!(subject(nothing), Err(Refusal::Empty { field: "subject" }));
        assert_eq!(name(nothing), Err(Refusal::Empty { field: "name" }));
        assert_eq!(body("comment", nothing), Err(Refusal::Empty { field: "comment" }));
        assert_eq!(body("note", nothing), Err(Refusal::Empty { field: "note" }));
        assert!(body("description", nothing).is_ok());
    }
}

#[test]
fn an_email_is_something_at_something() {
    assert_eq!(email(" ida@example.org\n"), Ok("ida@example.org".to_owned()));
    assert!(email("jürgen+x@bücher.example").is_ok());
    for wrong in ["", "ida", "@example.org", "ida@", "a@b@c", "i da@example.org", "ida@ex\u{1b}ample", "ida@exa\u{200B}mple"] {
        assert_eq!(email(wrong), Err(Refusal::NotAnEmail(wrong.to_owned())));
    }
    assert!(email(&format!("{}@example.org", "x".repeat(242))).is_ok());
    assert!(matches!(email(&format!("{}@example.org", "x".repeat(243))), Err(Refusal::TooLong { bound: 254, .. })));
}

/// Characters that mean something to the sieve, one for every rule, and some that mean nothing to it.
const NASTY: &str = "\r\n\t\u{B}\u{85}\u{2028}\0\u{1b}\u{7f}\u{9b}\u{FFFF}\u{202E}\u{2069}\u{200B}\u{AD}\u{FEFF}\u{E0041}\
    \u{200C}\u{200D}\u{FE00}\u{FE0E}\u{FE0F}\u{E0100}\u{180B}\u{180E}\u{301}\u{301}\u{301}\u{489}\u{20E3}\u{93E}\u{94D}\u{64B}\
    1#*👩👦❤🏽🇩🇪🏴 \u{a0}\u{3000}aéءبक\u{1820}ก漢한\u{E000}";

fn nasty() -> impl Strategy<Value = String> {
    let letters: Vec<char> = NASTY.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..60).prop_map(String::from_iter)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![nasty(), prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_changes_nothing(text in any_text()) {
        for field in [Field::Line, Field::Long] {
            let once = clean(&text, field);
            let twice = clean(&once.text, field);
            prop_assert_eq!(&once.text, &twice.text);
            prop_assert_eq!(twice.removed, 0);
            prop_assert_eq!(shown(&once.text, field), once.text.as_str());
            let out = shown(&text, field);
            prop_assert_eq!(shown(&out, field), out.as_ref());
            prop_assert_eq!(clean(&out, field).text, once.text);
        }
    }

    #[test]
    fn nothing_harmful_is_left(text in any_text()) {
        let harmless = |letter: char| !letter.is_control() && !INVISIBLE.contains(letter);
        prop_assert!(line(&text).chars().all(harmless));
        prop_assert!(long(&text).chars().all(|letter| harmless(letter) || letter == '\n' || letter == '\t'));
    }
}
