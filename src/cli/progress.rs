//! Progress, drawn on standard error where somebody looks at it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How many tickets are through, how quickly, and how long the rest takes.
pub const TICKETS: &str = "{msg} {wide_bar} {human_pos}/{human_len}, {per_sec}, {eta} left";

/// A bar that looks like this line.
pub fn bar(is_drawn: bool, line: &str) -> ProgressBar {
    let target = if is_drawn { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template(line) {
        bar.set_style(style);
    }
    bar
}
