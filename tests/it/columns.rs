//! One measure of width: what is counted is what is drawn, for every character there is; and no line breaks inside one.

use barback::domain::text::columns::{cut_to, display_width, first_bytes, fit, rows, shortened, wrapped};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

const PLACE: Rect = Rect { x: 0, y: 0, width: 40, height: 1 };
/// Wider than any cluster below.
const ROOM: usize = 32;

/// Joined to whatever stands before them, or joining what stands behind.
const JOINED: &[&str] = &[
    "\u{301}",
    "\u{300}\u{302}\u{303}",
    "\u{3099}",
    "\u{309A}",
    "\u{FF9E}",
    "\u{FF9F}",
    "\u{FF9E}\u{FF9F}",
    "\u{200D}",
    "\u{200C}",
    "\u{FE0E}",
    "\u{FE0F}",
    "\u{20E3}",
    "\u{FE0F}\u{20E3}",
    "\u{1F3FD}",
    "\u{E0100}",
    "\u{E31}",
    "\u{E33}",
    "\u{E48}",
    "\u{EB3}",
    "\u{93F}",
    "\u{94D}",
    "\u{94D}\u{937}",
    "\u{94D}\u{937}\u{93F}",
    "\u{94D}\u{200D}\u{930}",
    "\u{DCF}",
    "\u{1161}",
    "\u{1161}\u{11A8}",
    "\u{11A8}",
    "\u{D7B0}",
    "\u{200D}\u{1F469}",
    "\u{FE0F}\u{200D}\u{1F525}",
    "\u{1F1EA}",
    "\u{61C}",
    "\u{200B}",
    "\u{AD}",
    "\u{180B}",
    "\u{E0062}\u{E007F}",
    "\u{1039}\u{1000}",
    "\u{17D2}\u{1780}",
];

/// One of each kind that joins: letters, kana, jamo, emoji, keys, half a flag, what reaches over the next.
const BASES: &[&str] = &[
    "a",
    "1",
    "#",
    " ",
    "-",
    "é",
    "ﬁ",
    "ش",
    "ل",
    "א",
    "か",
    "ウ",
    "ｶ",
    "ﾊ",
    "紅",
    "한",
    "\u{1100}",
    "\u{115F}",
    "\u{1160}",
    "\u{3164}",
    "\u{FFA0}",
    "\u{A960}",
    "ก",
    "ກ",
    "က",
    "ក",
    "क",
    "র",
    "த",
    "ക",
    "ශ",
    "ཀ",
    "ᠠ",
    "☂",
    "⌚",
    "❤",
    "👨",
    "👩\u{200D}👧",
    "🏴",
    "\u{1F1E9}",
    "\u{1F3FD}",
    "\u{600}",
    "\u{110BD}",
    "\u{D4E}",
    "€",
    "…",
    "±",
    "\u{A0}",
    "\u{3000}",
    "\u{2800}",
    "\u{FFFC}",
    "\u{FFFD}",
    "\u{E000}",
    "𝒳",
    "\u{1D173}",
    "○",
    "│",
    "▌",
];

/// Stands behind a text to say where that ends.
const END: &str = "\u{F8FF}";

/// The columns that a text is drawn in, by each way in which the screen is drawn.
fn drawn(text: &str) -> [usize; 2] {
    let mut buffer = Buffer::empty(PLACE);
    Paragraph::new(Line::from_iter([Span::raw(text), Span::raw(END)])).render(PLACE, &mut buffer);
    let end = buffer.content.iter().position(|cell| cell.symbol() == END).unwrap();
    let direct = Buffer::empty(PLACE).set_stringn(0, 0, text, usize::MAX, ratatui::style::Style::default()).0;
    [end, usize::from(direct)]
}

fn assert_drawn_as_counted(text: &str) {
    let counted = display_width(text);
    assert!(counted <= ROOM, "{} takes {counted} columns", text.escape_unicode());
    assert_eq!(drawn(text), [counted; 2], "{} is counted {counted}", text.escape_unicode());
    let fitted = fit(text, ROOM, "…");
    assert_eq!((display_width(&fitted), drawn(&fitted)), (ROOM, [ROOM; 2]), "{} fitted", text.escape_unicode());
}

#[test]
fn every_assigned_character_is_drawn_in_the_columns_it_is_counted() {
    let is_assigned = |letter: &char| {
        !matches!(letter.general_category(), GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate)
            // Of the many that are alike one in so many.
            && (!matches!(u32::from(*letter), 0x3400..0xD7A4 | 0x17000..0x19000 | 0x20000..0x40000) || u32::from(*letter) % 61 == 0)
    };
    let mut count = 0;
    let mut text = [0; 4];
    for letter in ('\0'..=char::MAX).filter(is_assigned) {
        let text = &*letter.encode_utf8(&mut text);
        assert_eq!(drawn(text), [display_width(text); 2], "U+{:04X}", u32::from(letter));
        count += 1;
    }
    assert!(count > 35_000, "{count} characters");
}

#[test]
fn every_cluster_is_drawn_in_the_columns_it_is_counted() {
    for base in BASES {
        for one in JOINED {
            assert_drawn_as_counted(&format!("{base}{one}"));
            for two in JOINED {
                assert_drawn_as_counted(&format!("{base}{one}{two}"));
            }
        }
        for other in BASES {
            assert_drawn_as_counted(&format!("{base}{other}"));
        }
    }
    for whole in [
        "👨\u{200D}👩\u{200D}👧\u{200D}👦",
        "🇩🇪🇫🇷🇯",
        "1\u{FE0F}\u{20E3}",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        "ｶﾞｷﾞｸﾞ",
        "กำลัง",
        "क्षि",
        "لا",
    ] {
        assert_drawn_as_counted(whole);
    }
    assert_eq!(["ｶﾞｷﾞｸﾞ", "ﾔﾏﾀﾞ", "لا", "👨\u{200D}👩\u{200D}👧"].map(display_width), [6, 4, 2, 2]);
}

/// Texts of whole clusters with blanks and line ends between some.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => (prop::sample::select(BASES), prop::sample::select(JOINED)).prop_map(|(base, joined)| format!("{base}{joined}")),
        4 => prop::sample::select(BASES).prop_map(str::to_owned),
        3 => prop::sample::select(&["क्षि", "กำ", "ｶﾞ", "交換", "word", "well-known", "https://example.org/a/b?c=d", "👨\u{200D}👩\u{200D}👧"][..]).prop_map(str::to_owned),
        3 => Just(" ".to_owned()),
        1 => prop::sample::select(&["\n", "  ", "\t", " \u{301}", "\u{600} "][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn cluster_ends(text: &str) -> Vec<usize> {
    let starts = text.grapheme_indices(true).map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

fn is_within(text: &str, width: usize) -> bool {
    display_width(text) <= width.max(1) || text.graphemes(true).count() == 1
}

proptest! {
    #[test]
    fn lines_join_to_the_text_keep_their_width_and_break_between_clusters(text in texts(), width in 0_usize..30) {
        let apart: Vec<String> = text.split('\n').flat_map(|line| wrapped(line, width)).collect();
        prop_assert_eq!(wrapped(&text, width), apart, "line ends stay");
        let line = text.replace('\n', "").replace('\t', "    ");
        let ends = cluster_ends(&line);
        let (mut at, lines) = (0, wrapped(&line, width));
        for (place, one) in lines.iter().enumerate() {
            prop_assert!(is_within(one, width), "{one:?} is {} wide, not {width}", display_width(one));
            // Blanks where a line breaks are not drawn.
            while place > 0 && !line[at..].starts_with(one.as_str()) {
                prop_assert!(line[at..].starts_with(' '), "{one:?} is not what follows in {:?}", &line[at..]);
                at += 1;
            }
            prop_assert!(line[at..].starts_with(one.as_str()) && ends.contains(&at), "line {place} of {lines:?} begins inside a character");
            at += one.len();
            prop_assert!(ends.contains(&at), "line {place} of {lines:?} ends inside a character");
        }
        prop_assert_eq!(line[at..].trim_start_matches(' '), "", "the rest is missing");
    }

    #[test]
    fn the_rows_of_a_field_have_all_of_the_line(text in texts(), width in 0_usize..30) {
        let line = text.replace('\n', "");
        let ends = cluster_ends(&line);
        let rows = rows(&line, width);
        let mut at = 0;
        for row in &rows {
            prop_assert_eq!(row.start, at, "in {:?}", rows);
            prop_assert!(ends.binary_search(&row.end).is_ok(), "{rows:?} break inside a character of {line:?}");
            let drawn = line[row.clone()].replace('\t', "    ");
            prop_assert!(is_within(&drawn, width) || &line[row.clone()] == "\t", "{drawn:?} is wider than {width}");
            at = row.end;
        }
        prop_assert_eq!(at, line.len());
    }

    #[test]
    fn what_is_cut_keeps_whole_clusters_and_its_width(text in texts(), width in 0_usize..30, bytes in 0_usize..60) {
        let line = text.replace(['\n', '\t'], " ");
        for cut in ["…", "...", ""] {
            let short = shortened(&line, width, cut);
            let kept = short.strip_suffix(cut).filter(|_| short != line).unwrap_or(&short);
            prop_assert!(display_width(&short) <= width);
            prop_assert!(line.starts_with(kept) && cluster_ends(&line).contains(&kept.len()) || short == cut, "{short:?} of {line:?}");
            prop_assert_eq!(display_width(&fit(&line, width, cut)), width);
            let cut_lines = cut_to(wrapped(&line, width), 1, width, cut);
            prop_assert!(is_within(&cut_lines[0], width.max(display_width(cut))), "{:?}", cut_lines);
        }
        let first = first_bytes(&text, bytes);
        prop_assert!(first.len() <= bytes && text.starts_with(first) && cluster_ends(&text).contains(&first.len()));
    }
}

#[test]
fn scripts_without_blanks_fill_their_lines_and_long_words_begin_one() {
    assert_eq!(wrapped(&format!("ab {}", "กำ".repeat(6)), 8), ["ab กำกำ", "กำกำกำกำ"]);
    assert_eq!(wrapped(&format!("ab {}", "क्षि".repeat(3)), 7), wrapped(&format!("ab {}", "क्षि".repeat(3)), 7));
    assert_eq!(wrapped("ab 交換交換交換", 8), ["ab 交換", "交換交換"]);
    assert_eq!(wrapped("ab abcdefghijklmnop", 8), ["ab", "abcdefgh", "ijklmnop"]);
    assert_eq!(wrapped("a well-known thing", 7), ["a well-", "known", "thing"]);
    assert_eq!(wrapped("", 5), [""]);
    assert_eq!(wrapped("  in  \n\nb", 5), ["  in", "", "b"]);
}
