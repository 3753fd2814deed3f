//! Progress, drawn on standard error where somebody looks at it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;

/// How many tickets are through, how quickly, and how long the rest takes.
pub const TICKETS: &str = "{msg} {wide_bar} {human_pos}/{human_len}, {rate}, {eta} left";

/// A bar that looks like this line.
pub fn bar(is_drawn: bool, line: &str) -> ProgressBar {
    let target = if is_drawn { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template(line) {
        // Whole ones: the usual rate has four decimals.
        let rate = |state: &ProgressState, out: &mut dyn Write| _ = write!(out, "{:.0}/s", state.per_sec());
        bar.set_style(style.with_key("rate", rate));
    }
    bar
}

/// Draws for how many tickets something is done, while it is.
pub fn tickets<T>(is_drawn: bool, what: &'static str, work: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T) -> T {
    let bar = bar(is_drawn, TICKETS);
    let done = work(&mut |done, of| {
        bar.set_message(what);
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    done
}
