//! The words of a text as search sees them: no case, no accents, nothing but letters and digits. Scripts that put no blanks
//! between words have pairs of neighbouring characters instead. The index and the search line both come through here, so they
//! cannot differ.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text, in order. Marks and invisible characters part no word; of the marks only those that
/// take room of their own (vowels of Indic scripts) stay. A run of letters of a script without blanks gives each pair of
/// neighbouring characters and, so that a search for one character finds it, the last one alone.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    gather(text).0
}

/// Words to look for, side by side, and whether the last may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub words: Vec<String>,
    pub prefix: bool,
}

/// The words of a text that has this phrase in it, the last one only begun if `prefix`. Where the phrase ends within a run of a
/// script without blanks, the run may go on: nothing says where words end there.
#[must_use]
pub fn phrase(text: &str, prefix: bool) -> Phrase {
    let (mut words, run) = gather(text);
    if run > 1 {
        words.pop();
    }
    Phrase { words, prefix: prefix || run == 1 }
}

/// The words of a text, and how many characters the run has that it ends in.
fn gather(text: &str) -> (Vec<String>, usize) {
    if text.is_ascii() {
        return (split(text).map(str::to_ascii_lowercase).collect(), 0);
    }
    let folded = fold(text);
    let (mut words, mut run) = (Vec::new(), 0);
    for part in parts(&folded) {
        match part {
            Part::Word(word) => {
                words.push(word.to_owned());
                run = 0;
            }
            Part::Run(characters) => {
                words.extend(characters.windows(2).map(<[&str]>::concat));
                words.extend(characters.last().map(|last| (*last).to_owned()));
                run = characters.len();
            }
        }
    }
    (words, run)
}

/// Whether a word is a pair of characters of a script without blanks.
#[must_use]
pub fn is_pair(word: &str) -> bool {
    word.chars().all(|letter| has_no_blanks(letter) || is_kept_mark(letter)) && characters(word).len() > 1
}

/// A text without case and accents.
fn fold(text: &str) -> String {
    // Dropped marks may have held others apart, so the second pass puts the rest into their lasting order.
    let bare: String = text.nfkd().filter(|letter| !is_dropped(*letter)).collect();
    let plain: String = bare.nfkd().flat_map(char::to_lowercase).collect();
    folded_letters(&plain)
}

/// What a folded text is made of.
enum Part<'a> {
    Word(&'a str),
    /// The characters of a script without blanks, as people count them.
    Run(Vec<&'a str>),
}

/// The characters of a run, each with the marks behind it, also those that stand alone elsewhere.
fn characters(run: &str) -> Vec<&str> {
    let begins = |(_, cluster): &(usize, &str)| !cluster.starts_with(is_kept_mark);
    let starts: Vec<usize> = run.grapheme_indices(true).filter(begins).map(|(at, _)| at).chain([run.len()]).collect();
    starts.windows(2).map(|ends| &run[ends[0]..ends[1]]).collect()
}

fn parts(folded: &str) -> impl Iterator<Item = Part<'_>> {
    split(folded).flat_map(|word| {
        // Marks belong to what stands before them.
        let joins = |before: &char, letter: &char| is_kept_mark(*letter) || has_no_blanks(*before) == has_no_blanks(*letter);
        stretches(word.trim_start_matches(is_kept_mark), joins).map(|stretch| match stretch.chars().next() {
            Some(first) if has_no_blanks(first) => Part::Run(characters(stretch)),
            _ => Part::Word(stretch),
        })
    })
}

/// A word in pieces between letters that do not join. A mark counts as the letter before it.
fn stretches(word: &str, joins: impl Fn(&char, &char) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut before = rest.chars().next()?;
        let end = rest.char_indices().find(|(_, letter)| {
            let ends = !joins(&before, letter);
            if !is_kept_mark(*letter) {
                before = *letter;
            }
            ends
        });
        let (stretch, behind) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = behind;
        Some(stretch)
    })
}

/// Whether a letter belongs to a script that is written without blanks between words (Korean has some, but joins endings to
/// words). Signs that several scripts share, such as the one that lengthens a vowel, count where one of them is such a script.
fn has_no_blanks(letter: char) -> bool {
    const FIRST: char = '\u{0E00}';
    const SCRIPTS: [Script; 16] = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Bopomofo,
        Script::Hangul,
        Script::Yi,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
        Script::Tai_Le,
        Script::New_Tai_Lue,
        Script::Tai_Tham,
        Script::Tai_Viet,
        Script::Javanese,
        Script::Balinese,
    ];
    let of = |letter: char| {
        let scripts = letter.script_extension();
        !scripts.is_common() && !scripts.is_inherited() && SCRIPTS.iter().any(|script| scripts.contains_script(*script))
    };
    letter >= FIRST && of(letter)
}

/// The words of a text with one blank between them, those of every script as they are written: a key for names.
#[must_use]
pub fn folded(text: &str) -> String {
    let folded = fold(text);
    split(&folded).map(|word| word.trim_start_matches(is_kept_mark)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
