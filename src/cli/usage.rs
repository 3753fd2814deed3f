//! Reading the line, and what is said when it cannot be read.

use super::args::Line;
use super::failure::as_json;
use crate::domain::text::{Field, read_utf8, shown};
use crate::domain::{Refusal, few};
use clap::error::ErrorKind;
use clap::{CommandFactory, Error, FromArgMatches};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

const WRONG_USE: u8 = 2;

/// What the line says and the word of its command, or the exit status after help was given or what is wrong was told.
pub fn read(words: &[OsString]) -> Result<(Line, Option<String>), u8> {
    let read = Line::command().try_get_matches_from(words);
    let read = read.and_then(|matches| Ok((Line::from_arg_matches(&matches)?, matches.subcommand_name().map(str::to_owned))));
    read.map_err(|error| tell(words, &error.format(&mut Line::command())))
}

fn tell(words: &[OsString], error: &Error) -> u8 {
    if words.iter().any(|word| word.to_string_lossy().contains("PRIVATE KEY")) {
        // Whoever passed one is not shown it again.
        tell_wrong(words, &Refusal::PrivateKey.to_string(), "");
        return WRONG_USE;
    }
    let dash_word = dash_word(words);
    match (error.kind(), dash_word) {
        (ErrorKind::UnknownArgument | ErrorKind::DisplayHelp, Some(word)) => tell_dash_word(words, &word),
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, None) => {
            // Help that nobody reads to its end is given all the same.
            let _ = error.print();
            return 0;
        }
        (ErrorKind::InvalidUtf8, _) => tell_wrong(words, &not_utf8(words), "arguments are UTF-8"),
        _ => {
            let rendered = shortened(error.render().to_string(), words);
            let (message, rest) = rendered.split_once("\n\n").unwrap_or((&rendered, ""));
            tell_wrong(words, message.trim_start_matches("error: ").trim_end(), rest.trim());
        }
    }
    WRONG_USE
}

/// What the parser says, with what was typed cut as any message cuts what it quotes: whole, behind its `=`, or behind a letter.
fn shortened(mut said: String, words: &[OsString]) -> String {
    let parts = |word: String| {
        let value = word.split_once('=').map(|(_, value)| value.to_owned());
        let behind_letter = word.get(2..).filter(|_| word.starts_with('-')).map(str::to_owned);
        [Some(word), value, behind_letter]
    };
    let mut typed: Vec<String> = words.iter().flat_map(|word| parts(word.to_string_lossy().into_owned())).flatten().collect();
    typed.retain(|word| few(word) != *word);
    // The whole before what is a part of it.
    typed.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in typed {
        said = said.replace(&word, &few(&word));
    }
    said
}

/// In a query, a word that begins with a dash looks like an option.
fn dash_word(words: &[OsString]) -> Option<String> {
    let words: Vec<&str> = words.iter().skip(1).map_while(|word| word.to_str()).take_while(|word| *word != "--").collect();
    let after = words.iter().position(|word| matches!(*word, "list" | "export" | "save"))?;
    let looks = |word: &str| word.starts_with('-') && !word.starts_with("--") && !matches!(word, "-" | "-h" | "-V");
    let takes_one = |word: &str| matches!(word, "--sort" | "-o" | "--output" | "--limit");
    let pairs = words[after..].windows(2);
    let found = pairs.filter(|pair| looks(pair[1]) && !takes_one(pair[0])).map(|pair| pair[1]);
    // Of `export -o FILE`, the option is one.
    found.filter(|word| !(words[after] == "export" && word.starts_with("-o"))).map(str::to_owned).next()
}

fn tell_dash_word(words: &[OsString], word: &str) {
    let word = few(word);
    let bare = word.trim_start_matches('-');
    let message = format!("a word that begins with a dash needs -- before it, or not: in its place: \"{word}\"");
    tell_wrong(words, &message, &format!("write `-- {word}` behind all options, or `not:{bare}`"));
}

fn not_utf8(words: &[OsString]) -> String {
    let refused = words.iter().find_map(|word| read_utf8(word.as_bytes(), &format!("argument \"{}\"", few(&word.to_string_lossy()))).err());
    refused.map_or_else(|| "an argument is not UTF-8".to_owned(), |refusal| refusal.to_string())
}

fn tell_wrong(words: &[OsString], message: &str, hint: &str) {
    let wants_json = words.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json");
    let told = if wants_json {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        as_json("usage", &one_line(message), Some(&one_line(hint)).filter(|hint| !hint.is_empty()).map(String::as_str))
    } else {
        shown(&format!("barback: {message}\n{hint}"), Field::Long).trim_end().to_owned()
    };
    super::out::tell(&told);
}
