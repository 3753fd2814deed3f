//! How the arguments of a command line become one query.

use super::quote::is_quote;

/// Joins arguments with blanks. An argument with blanks and neither colon nor quote was quoted for the shell:
/// it becomes a phrase. Arguments of blanks alone are left out.
#[must_use]
pub fn from_arguments(args: &[String]) -> String {
    let said = args.iter().filter(|arg| !arg.trim().is_empty());
    said.map(|arg| as_typed(arg)).collect::<Vec<_>>().join(" ")
}

fn as_typed(arg: &str) -> String {
    let blanks = arg.trim().contains(char::is_whitespace);
    let marked = arg.contains(|letter| letter == ':' || is_quote(letter));
    if blanks && !marked { format!("\"{arg}\"") } else { arg.to_owned() }
}
