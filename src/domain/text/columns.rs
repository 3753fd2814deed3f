//! Text in columns: how wide it is, cut to a width, broken into lines. The only place that measures or breaks text: every field,
//! column, caret and frame asks here, and it counts what `ratatui` draws (docs/adr/0021). Nothing is cut inside a character,
//! which is what people see as one: a grapheme cluster.

use std::ops::Range;
use textwrap::WordSplitter::HyphenSplitter;
use textwrap::{WordSeparator, word_splitters::split_words};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// The columns of a tab where one is drawn.
pub const TAB: usize = 4;

/// Returns the columns that the text is drawn in: the sum over its clusters, since each is drawn by itself. Control characters
/// are not drawn and take none.
#[must_use]
pub fn display_width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(cluster_width).sum()
}

fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // A column each on every terminal; `unicode-width` counts them as marks, which take none.
    let sound_marks = cluster.chars().filter(|letter| matches!(letter, '\u{FF9E}' | '\u{FF9F}')).count();
    cluster.width() + sound_marks
}

/// The same where a tab is drawn as [`TAB`] blanks.
fn field_width(text: &str) -> usize {
    display_width(text) + TAB * text.bytes().filter(|byte| *byte == b'\t').count()
}

/// Returns the text in exactly `width` columns: cut with `cut` at its end, or filled with blanks.
#[must_use]
pub fn fit(text: &str, width: usize, cut: &str) -> String {
    let mut fitted = shortened(text, width, cut);
    let used = display_width(&fitted);
    fitted.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    fitted
}

/// Returns the text in at most `width` columns, with `cut` at its end where it was longer.
#[must_use]
pub fn shortened(text: &str, width: usize, cut: &str) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mark = Some(cut).filter(|cut| display_width(cut) <= width).unwrap_or("");
    let (kept, _) = start_of(text, width - display_width(mark));
    format!("{kept}{mark}")
}

/// The clusters at the beginning that fit, and their columns.
fn start_of(text: &str, width: usize) -> (&str, usize) {
    let (mut end, mut used) = (0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        let columns = field_width(cluster);
        if used + columns > width {
            break;
        }
        (end, used) = (at + cluster.len(), used + columns);
    }
    (&text[..end], used)
}

/// Returns the clusters at the beginning of the text that take at most so many bytes.
#[must_use]
pub fn first_bytes(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !is_between(text, end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a text may be cut at this byte: between two clusters, or at its ends.
fn is_between(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Returns the first `most` lines; the last of them ends in `cut` where more were left out.
#[must_use]
pub fn cut_to(mut lines: Vec<String>, most: usize, width: usize, cut: &str) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shortened(last, width.saturating_sub(display_width(cut)), "") + cut;
        }
    }
    lines
}

/// Returns the text in lines of at most `width` columns; its own line ends stay, blanks where a line is broken go. A word that is
/// longer than a line is broken between clusters; a cluster that is wider than a line stands alone. Widths below 1 count as 1.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (width, blanks, mut lines) = (width.max(1), " ".repeat(TAB), Vec::new());
    for line in text.split('\n') {
        let line = line.replace('\t', &blanks);
        lines.extend(broken(pieces(&line, width), width).into_iter().map(|range| line[range].to_owned()));
    }
    lines
}

/// Returns the rows in which a field shows one of its lines, as places in it: every byte is in one of them, blanks too, so that
/// the caret has a place behind each. A tab takes [`TAB`] columns.
#[must_use]
pub fn rows(line: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let each = pieces(line, width).into_iter().flat_map(|piece| {
        let word = Piece { next: piece.end, ..piece };
        let blanks = (piece.end..piece.next).map(|at| Piece { start: at, end: at + 1, next: at + 1, width: 1 });
        std::iter::once(word).filter(|word| word.start < word.end).chain(blanks)
    });
    broken(each, width)
}

/// A stretch of a line that stays together, and the blanks behind it.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// Where the next one begins.
    next: usize,
    /// Columns, without the blanks.
    width: usize,
}

/// The pieces one behind the other in rows, as many in each as fit.
fn broken(pieces: impl IntoIterator<Item = Piece>, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut row, mut used) = (0..0, 0);
    for piece in pieces {
        if used + piece.width > width && piece.start > row.start {
            rows.push(std::mem::replace(&mut row, piece.start..piece.start));
            used = 0;
        }
        row.end = piece.end;
        used += piece.width + (piece.next - piece.end);
    }
    rows.push(row);
    rows
}

/// The places between the clusters of a line, found in one pass: asked one by one, a row of flags would be counted from its
/// beginning for each.
struct Between(Option<Vec<usize>>);

impl Between {
    fn of(line: &str) -> Self {
        Self((!line.is_ascii()).then(|| line.grapheme_indices(true).map(|(at, _)| at).chain([line.len()]).collect()))
    }

    fn holds(&self, at: usize) -> bool {
        self.0.as_ref().is_none_or(|places| places.binary_search(&at).is_ok())
    }
}

/// What may not be broken, by Unicode's rules for lines; what is wider than `width` in pieces that are not.
fn pieces(line: &str, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let between = Between::of(line);
    let (mut start, mut next) = (0, 0);
    for word in split_words(WordSeparator::UnicodeBreakProperties.find_words(line), &HyphenSplitter) {
        next += word.word.len() + word.whitespace.len();
        // The rules for lines and those for clusters are not made of one piece.
        if between.holds(next) {
            push(&mut pieces, line, start..next, width, &between);
            start = next;
        }
    }
    if start < line.len() {
        push(&mut pieces, line, start..line.len(), width, &between);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, line: &str, word: Range<usize>, width: usize, between: &Between) {
    let mut end = word.start + line[word.clone()].trim_end_matches(' ').len();
    // A sign that reaches over what stands behind it has its blank.
    while !between.holds(end) {
        end += 1;
    }
    let columns = field_width(&line[word.start..end]);
    if columns <= width {
        pieces.push(Piece { start: word.start, end, next: word.end, width: columns });
        return;
    }
    let mut start = word.start;
    while start < end {
        let rest = &line[start..end];
        // Where words are written without blanks, a line is filled; a long word begins on a line of its own.
        let room = if is_written_without_blanks(rest) { 0 } else { width };
        let (fits, columns) = start_of(rest, room);
        let (len, columns) = match rest.graphemes(true).next() {
            Some(first) if fits.is_empty() => (first.len(), field_width(first)),
            _ => (fits.len(), columns),
        };
        let stop = start + len;
        pieces.push(Piece { start, end: stop, next: if stop == end { word.end } else { stop }, width: columns });
        start = stop;
    }
}

/// Whether it begins in Thai, Lao, Khmer, Myanmar or Tai, whose words only a dictionary tells apart.
fn is_written_without_blanks(text: &str) -> bool {
    text.starts_with(|letter| {
        matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19DF}'
            | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
    })
}
