//! The words of a text as search sees them: no case, no accents, nothing but letters and digits. The
//! index and the search line both come through here, so they cannot differ.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The words of a text, in order. Marks and invisible characters part no word; of the marks only those that
/// take room of their own (vowels of Indic scripts) stay. The words of joined words are the same words.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return split(text).map(str::to_ascii_lowercase).collect();
    }
    // Dropped marks may have held others apart, so the second pass puts the rest into their lasting order.
    let bare: String = text.nfkd().filter(|letter| !is_dropped(*letter)).collect();
    let plain: String = bare.nfkd().flat_map(char::to_lowercase).collect();
    split(&folded_letters(&plain)).map(|word| word.trim_start_matches(is_kept_mark).to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The words of a text with one blank between them.
#[must_use]
pub fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// Whether the words of a phrase stand side by side somewhere in a text, the last one only begun if
/// `last_is_prefix`. An empty phrase is in every text.
#[must_use]
pub fn have(text: &str, phrase: &[String], last_is_prefix: bool) -> bool {
    if !text.is_ascii() {
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        return stands(&words, phrase, last_is_prefix, |one, other| one == other);
    }
    // Case is all that folding changes in ASCII, so nothing has to be written anew.
    stands(&split(text).collect::<Vec<_>>(), phrase, last_is_prefix, str::eq_ignore_ascii_case)
}

fn stands(words: &[&str], phrase: &[String], last_is_prefix: bool, is_same: impl Fn(&str, &str) -> bool) -> bool {
    let Some((last, first)) = phrase.split_last() else { return true };
    let begins = |word: &str| word.get(..last.len()).is_some_and(|beginning| is_same(beginning, last));
    words.windows(phrase.len()).any(|stretch| {
        let end = stretch[first.len()];
        let ends = if last_is_prefix { begins(end) } else { is_same(end, last) };
        ends && stretch.iter().zip(first).all(|(word, wanted)| is_same(word, wanted))
    })
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !is_part(letter)).filter(|word| !word.is_empty())
}

fn is_part(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    matches!(letter.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number) || is_kept_mark(letter)
}

fn is_kept_mark(letter: char) -> bool {
    !letter.is_ascii() && letter.general_category() == GeneralCategory::SpacingMark
}

/// Accents, and joiners and the like that nobody sees.
fn is_dropped(letter: char) -> bool {
    let category = || letter.general_category();
    !letter.is_ascii() && matches!(category(), GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::Format)
}

/// Letters that people write for one another and that decomposing leaves alone.
fn folded_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ŧ' => out.push('t'),
            'ς' => out.push('σ'),
            _ => out.push(letter),
        }
    }
    out
}
