//! What each character is to the sieve: the table of hostile text, by code point.

use super::Field;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};

pub const ZWNJ: char = '\u{200C}';
pub const ZWJ: char = '\u{200D}';
const TEXT_STYLE: char = '\u{FE0E}';
const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
/// The class that Unicode gives to viramas.
const VIRAMA: u8 = 9;

/// What the sieve does with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Stays.
    Plain,
    /// Ends a line.
    Break,
    Tab,
    /// A control character that has a visible picture.
    Control(char),
    /// Stands for nothing: U+FFFD takes its place.
    Broken,
    /// Dropped.
    Invisible,
    /// Joiners and variation selectors: what stands beside them decides.
    Joiner,
    /// Stays on its base, within the bound.
    Mark,
}

/// The kind of a character.
pub fn kind(letter: char) -> Kind {
    match letter {
        ' '..='~' => Kind::Plain,
        '\t' => Kind::Tab,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Break,
        '\0'..='\u{1F}' => Kind::Control(picture(letter)),
        '\u{7F}' => Kind::Control('\u{2421}'),
        '\u{80}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => Kind::Broken,
        ZWNJ | ZWJ | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => Kind::Joiner,
        _ if is_invisible(letter) => Kind::Invisible,
        _ if u32::from(letter) & 0xFFFE == 0xFFFE => Kind::Broken,
        _ if is_mark(letter) => Kind::Mark,
        _ => Kind::Plain,
    }
}

/// Whether a character stays as it is whatever stands beside it.
pub fn passes(letter: char, field: Field) -> bool {
    kind(letter) == Kind::Plain || (field == Field::Long && matches!(letter, '\n' | '\t'))
}

fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Bidirectional controls, zero-width space, word joiner, soft hyphen, BOM and tags, and the few other
/// format characters that nobody sees and no script is written with.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a joiner is right behind this character, whatever follows: an emoji's style, the form of a
/// Mongolian letter, and the ZWJ that makes a virama part of its letter (chillu, eyelash ra).
pub fn completes(before: char, joiner: char) -> bool {
    match joiner {
        TEXT_STYLE | EMOJI_STYLE => is_pictograph(before),
        '\u{180B}'..='\u{180D}' | '\u{180F}' => is_mongolian(before) && !is_mark(before),
        ZWJ => canonical_combining_class(before) == VIRAMA && joins(before),
        _ => false,
    }
}

/// Whether a joiner could be right behind this character, given the right one after it.
pub fn may_link(before: char, joiner: char) -> bool {
    (joiner == EMOJI_STYLE && is_key(before)) || (joiner == ZWJ && ends_emoji(before)) || joins(before)
}

/// Whether a joiner is right between these two: in a keycap, in an emoji sequence, between letters that join.
pub fn links(before: char, joiner: char, after: char) -> bool {
    (joiner == EMOJI_STYLE && is_key(before) && after == KEYCAP)
        || (joiner == ZWJ && ends_emoji(before) && is_pictograph(after))
        || (joins(before) && joins(after))
}

fn is_key(letter: char) -> bool {
    matches!(letter, '0'..='9' | '#' | '*')
}

/// A style is only ever behind an emoji when this is asked: behind a key it would be followed by the keycap.
fn ends_emoji(letter: char) -> bool {
    matches!(letter, TEXT_STYLE | EMOJI_STYLE) || is_pictograph(letter)
}

/// An emoji that is neither a key nor half a flag.
fn is_pictograph(letter: char) -> bool {
    !letter.is_ascii() && !matches!(letter, '\u{1F1E6}'..='\u{1F1FF}') && letter.is_emoji_char()
}

fn is_mark(letter: char) -> bool {
    letter > '\u{2FF}' && letter.general_category_group() == GeneralCategoryGroup::Mark
}

fn is_mongolian(letter: char) -> bool {
    matches!(letter, '\u{1820}'..='\u{18AF}')
}

/// A letter or mark of a script whose letters join or stack, so that joiners are part of its spelling.
fn joins(letter: char) -> bool {
    in_joining_script(letter) && matches!(letter.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
}

fn in_joining_script(letter: char) -> bool {
    matches!(letter,
        // Arabic, Syriac, N'Ko, Mandaic.
        '\u{600}'..='\u{77F}' | '\u{7C0}'..='\u{7FF}' | '\u{840}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10EC0}'..='\u{10EFF}'
        // Devanagari to Sinhala; Tibetan and Myanmar.
        | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}'
        // Philippine scripts, Khmer, Mongolian, Limbu.
        | '\u{1700}'..='\u{194F}'
        // Buginese, Tai Tham; Balinese to Lepcha; Vedic signs.
        | '\u{1A00}'..='\u{1AAF}' | '\u{1B00}'..='\u{1C4F}' | '\u{1CD0}'..='\u{1CFF}'
        // Syloti Nagri, Phags-pa, Saurashtra, Devanagari again; Javanese; Meetei Mayek.
        | '\u{A800}'..='\u{A8FF}' | '\u{A980}'..='\u{A9DF}' | '\u{AAE0}'..='\u{AAFF}' | '\u{ABC0}'..='\u{ABFF}'
        // Kharoshthi, Manichaean, Psalter Pahlavi, Rohingya, Sogdian to Chorasmian.
        | '\u{10A00}'..='\u{10A5F}' | '\u{10AC0}'..='\u{10AFF}' | '\u{10B80}'..='\u{10BAF}'
        | '\u{10D00}'..='\u{10D3F}' | '\u{10F30}'..='\u{10FDF}'
        // Brahmi and its descendants; Adlam.
        | '\u{11000}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}
