//! The colours of plain output: the terminal's own sixteen. A colour never says anything that a word beside it does not.

use crate::domain::{Priority, Status};
use anstyle::{AnsiColor, Style};

pub const PLAIN: Style = Style::new();
pub const FAINT: Style = Style::new().dimmed();
pub const STRONG: Style = Style::new().bold();
pub const NOTE: Style = AnsiColor::Magenta.on_default();

pub fn priority(priority: Priority) -> Style {
    match priority {
        Priority::Low => FAINT,
        Priority::Medium => PLAIN,
        Priority::High => AnsiColor::Yellow.on_default(),
        Priority::Urgent => AnsiColor::Red.on_default().bold(),
    }
}

pub fn status(status: Status) -> Style {
    match status {
        Status::Open => AnsiColor::Cyan.on_default(),
        Status::InProgress => AnsiColor::Blue.on_default(),
        Status::Resolved => AnsiColor::Green.on_default(),
        Status::Closed => FAINT,
    }
}
