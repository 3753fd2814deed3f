//! Text in columns: broken into lines, or cut to a width, by what a terminal shows and never inside a character.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text in lines of at most `width` columns; its own line ends stay. Widths below 1 count as 1.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let expanded = text.replace('\t', "    ");
    let options = textwrap::Options::new(width.max(1)).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    expanded.split('\n').flat_map(|line| textwrap::wrap(line, &options)).map(std::borrow::Cow::into_owned).collect()
}

/// The text in exactly `width` columns: cut with `cut` at its end, or filled with blanks.
#[must_use]
pub fn fit(text: &str, width: usize, cut: &str) -> String {
    let whole = text.width();
    if whole <= width {
        return format!("{text}{}", " ".repeat(width - whole));
    }
    let room = width.saturating_sub(cut.width());
    let (mut kept, mut used) = (String::new(), 0);
    for letter in text.graphemes(true) {
        if used + letter.width() > room {
            break;
        }
        used += letter.width();
        kept.push_str(letter);
    }
    let mark = if cut.width() <= width { cut } else { "" };
    let filled = used + mark.width();
    format!("{kept}{mark}{}", " ".repeat(width.saturating_sub(filled)))
}

/// The first `most` lines; the last of them ends in `cut` where more were left out.
#[must_use]
pub fn cut_to(mut lines: Vec<String>, most: usize, width: usize, cut: &str) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let kept = last.width().min(width.saturating_sub(cut.width()));
            *last = fit(last, kept, "") + cut;
        }
    }
    lines
}
