//! Asking before something is done that cannot be taken back: the answer is no until somebody says yes.

use super::failure::Failure;
use std::io::{self, BufRead, IsTerminal, Write};

/// Asks on the terminal. `what` completes "there is no terminal to ask on whether …".
///
/// # Errors
/// If the answer is no, or nobody can be asked: exit status 1 or 2.
pub fn asked(question: &str, what: &str) -> Result<(), Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::Usage(format!("there is no terminal to ask on whether {what}; pass --yes")));
    }
    if is_yes(question)? { Ok(()) } else { Err(Failure::Refused("nothing was changed".to_owned())) }
}

fn is_yes(question: &str) -> io::Result<bool> {
    let mut err = io::stderr();
    err.write_all(format!("{question} [y/N] ").as_bytes())?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
