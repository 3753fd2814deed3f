//! Quotation marks of every script, and where a phrase between them ends.

/// What a quotation mark is. Within a kind any mark closes what any opened: what a phone or a word processor makes of a typed one
/// still pairs with a typed one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    /// An apostrophe, too.
    Single,
}

fn mark(letter: char) -> Option<Mark> {
    match letter {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '｢' | '｣' | '〝' | '〞' | '〟' | '＂' | '❝'
        | '❞' | '❮' | '❯' => Some(Mark::Double),
        '\'' | '‘' | '’' | '‚' | '‛' | '＇' | '❛' | '❜' => Some(Mark::Single),
        _ => None,
    }
}

/// Whether this mark ends a word, wherever it stands. An apostrophe does not.
pub(super) fn is_quote(letter: char) -> bool {
    mark(letter) == Some(Mark::Double)
}

/// Whether this is a quotation mark or an apostrophe.
pub(super) fn is_any_quote(letter: char) -> bool {
    mark(letter).is_some()
}

/// The place of the mark that closes the one at `opening`. An apostrophe opens only before a letter (the caller sees to it that none
/// stands before it) and closes only where no letter follows, so those inside words stay in them.
pub(super) fn closing(letters: &[char], opening: usize) -> Option<usize> {
    let behind = opening + 1;
    match mark(*letters.get(opening)?)? {
        Mark::Double => letters[behind..].iter().position(|letter| is_quote(*letter)).map(|place| behind + place),
        Mark::Single => {
            let ends = |place: usize| letters.get(place + 1).is_none_or(|next| !next.is_alphanumeric());
            let begins = letters.get(behind).is_some_and(|first| !first.is_whitespace());
            // A phrase is written between double marks, so it cannot have one in it.
            let reach = letters[behind..].iter().position(|letter| is_quote(*letter)).map_or(letters.len(), |place| behind + place);
            (behind + 1..reach).find(|place| begins && mark(letters[*place]) == Some(Mark::Single) && ends(*place))
        }
    }
}
