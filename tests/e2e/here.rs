//! Two people on two terminals, at one desk.

use crate::pty::Home;
use crate::{ENTER, ESC, USUAL};

#[test]
fn two_desks_see_each_other_and_whoever_quits_is_gone() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    home.done(&["user", "add", "dana", "--name", "Dana Reyes", "--role", "bartender"]);
    let (mut mine, mut hers) = (home.open(&[], USUAL), home.open(&["--as", "dana"], USUAL));
    mine.until("Charged twice");
    hers.until("Charged twice").types(ENTER);
    mine.until("Dana Reyes is looking");
    hers.types("n").until("Note for staff only");
    mine.until("Dana Reyes is writing");
    hers.types(ESC).until_gone("Note for staff only").types("q");
    assert!(hers.ended().success());
    mine.until_gone("Dana Reyes is").types("q");
    assert!(mine.ended().success());
}
