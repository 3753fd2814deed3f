//! Words as search sees them.

use barback::domain::words::{folded, have, phrase, words};
use proptest::prelude::*;

#[test]
fn case_and_accents_do_not_matter() {
    assert_eq!(folded("Übergröße CAFÉ cafe\u{301}"), "ubergrosse cafe cafe");
    assert_eq!(folded("STRASSE straße STRAẞE"), "strasse strasse strasse");
    assert_eq!(folded("Ærø Łódź Đorđe Þór œuf"), "aero lodz dorde thor oeuf");
    assert_eq!(folded("İstanbul ISPARTA ısparta"), "istanbul isparta isparta");
    assert_eq!(folded("ΟΔΥΣΣΕΎΣ Οδυσσεύς"), "οδυσσευσ οδυσσευσ");
    assert_eq!(folded("ＦＵＬＬ ﬁne x²"), "full fine x2");
}

#[test]
fn words_part_at_anything_else() {
    assert_eq!(words("two-words, (three)_4\tfive\nsix"), ["two", "words", "three", "4", "five", "six"]);
    assert_eq!(words("TKT-482913 a@b.c O'Brien"), ["tkt", "482913", "a", "b", "c", "o", "brien"]);
    assert_eq!(words("\" * NEAR( ^ col: % _ \\ 👩 …"), ["near", "col"]);
    assert!(words("").is_empty());
}

#[test]
fn private_use_parts_words_and_is_never_in_them() {
    assert_eq!(words("a\u{E000}b\u{F8FF} \u{100000}c"), ["a", "b", "c"]);
}

#[test]
fn marks_and_joiners_part_no_word() {
    assert_eq!(words("a\u{301}\u{489}b"), ["ab"]);
    assert_eq!(words("re\u{AD}fund re\u{200B}fund"), ["refund", "refund"]);
    assert_eq!(words("می\u{200C}خواهم"), ["میخواهم"]);
    assert_eq!(words("مُحَمَّد שָׁלוֹם"), ["محمد", "שלום"]);
    assert_eq!(words("क्\u{200D}षा"), ["कषा"], "vowels that take room stay");
    assert_eq!(words("\u{93E} \u{301}\u{93E}a"), ["a"], "a word have with a letter or digit");
}

#[test]
fn every_character_folds_for_good() {
    // Past these there are only tags and private use.
    for letter in '\0'..'\u{32000}' {
        let once = folded(&format!("a{letter}b{letter}"));
        assert_eq!(folded(&once), once, "{letter:?}");
        assert_eq!(folded(&letter.to_lowercase().to_string()), folded(&letter.to_string()), "{letter:?}");
    }
}

#[test]
fn a_phrase_stands_side_by_side() {
    let is = |phrase: &str, prefix| have("CANNOT redeem, Bottle at the-bar", &words(phrase), prefix);
    assert!(is("redeem bottle", false));
    assert!(is("redeem bot", true) && !is("redeem bot", false));
    assert!(!is("rede bottle", true), "only the last word may be begun");
    assert!(!is("cannot bottle", true) && !is("bottle redeem", true));
    assert!(is("bar", false) && !is("the bar is", true));
    assert!(is("", true) && have("", &[], false) && !have("", &words("a"), true));
    // The same beside letters that folding writes anew.
    let is = |phrase: &str, prefix| have("Die STRASSE am Müggelsee, 日本語", &words(phrase), prefix);
    assert!(is("straße am", false) && is("am mug", true) && is("日", true) && !is("日", false) && !is("mu am", true));
}

#[test]
fn half_a_million_marks_are_one_word() {
    assert_eq!(words(&format!("a{}b", "\u{301}".repeat(500_000))), ["ab"]);
    assert_eq!(words(&"x".repeat(1 << 20))[0].len(), 1 << 20);
}

#[test]
fn a_mark_stays_with_the_character_before_it_wherever_clusters_end() {
    for word in words("〡ᩡ ក\u{17B6}ត") {
        assert_eq!(phrase(&word, true).words, [word]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_word_alone_is_a_phrase_of_that_word(text in "(\\PC|[aß\\u{301}\\u{302E}\\u{1D165}\\u{93E}\\u{34F}\\u{E000} ]){0,40}") {
        let once = words(&text);
        for word in &once {
            prop_assert_eq!(&phrase(word, true).words, std::slice::from_ref(word));
        }
        prop_assert!(once.iter().all(|word| !word.is_empty() && !word.contains(' ')));
    }
}
