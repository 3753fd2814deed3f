//! The real program on a real pty.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(clippy::disallowed_methods, reason = "tests bound their waiting by a real clock, and end the children they start")]
#![allow(clippy::print_stderr, reason = "a test that has figures says them")]

mod drafts;
mod hangups;
mod here;
mod hostile;
mod keys;
mod pty;
mod scale;
mod settings;
mod sshd;
#[path = "../it/support/hostile.rs"]
mod support_hostile;
mod terminal;
mod torn;

use nix::sys::signal::Signal;
use pty::Home;

const USUAL: (u16, u16) = (80, 24);
const SEND: &str = "\u{13}";
const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const CTRL_R: &str = "\u{12}";

#[test]
fn a_newcomer_opens_creates_assigns_resolves_comments_and_quits() {
    let home = Home::new();
    let mut desk = home.open(&[], USUAL);
    desk.until("0 open").until("t makes a ticket").types("t").until("New ticket");
    desk.types("Till 3 is frozen").types(SEND).until("created.");
    let number = home.done(&["list", "--json"]);
    assert!(number.contains("Till 3 is frozen"), "{number}");
    desk.types("a").until("Assign TKT-").types(ENTER).until("assigned to");
    desk.types("1").until("1 My queue").until("Till 3 is frozen");
    desk.types("c").until("Public comment on").types("Switched it off and on.").types(SEND).until("Comment added to");
    desk.types("s").until("r resolve").types("r").until("resolved.");
    desk.types("q");
    assert!(desk.ended().success());
    assert!(desk.is_given_back());
    let list = home.done(&["list", "is:resolved", "--json"]);
    assert!(list.contains("\"comment_count\":1") || list.contains("\"comment_count\": 1"), "{list}");
}

#[test]
fn a_change_by_the_command_line_appears_without_a_key_press() {
    let home = Home::new();
    let number = home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").until("1 open");
    home.done(&["new", "-s", "Wrong bottle"]);
    desk.until("2 open").until("Wrong bottle");
    home.done(&["resolve", &number]);
    desk.until("1 resolved");
}

#[test]
fn marked_tickets_are_resolved_at_once() {
    let home = Home::new();
    for subject in ["Scanner beeps", "Scanner is dead", "Coat is gone"] {
        home.done(&["new", "-s", subject]);
    }
    let mut desk = home.open(&[], USUAL);
    desk.until("Scanner beeps").until("3 open").types("x").until("1 marked").types("X").until("3 marked");
    desk.types("X").until("3 marks dropped").until_gone("3 marked").types("gjxx").until("2 marked");
    desk.types("s").until("Status of 2 marked tickets").types("r").until("2 tickets resolved.").until("2 resolved").until_gone("2 marked");
    let left = home.done(&["list", "is:active", "--json"]);
    assert!(left.contains("Coat is gone") && !left.contains("Scanner"), "{left}");
    desk.types("q");
    assert!(desk.ended().success());
}

#[test]
fn what_was_done_is_taken_back_in_another_window_and_done_again() {
    let home = Home::new();
    let number = home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").types("s").until("r resolve").types("r").until("resolved. u to undo.").types("q");
    assert!(desk.ended().success());
    let mut desk = home.open(&[], USUAL);
    desk.until("1 resolved").types("u").until("Taken back: TKT-").until("does it again.").until("1 open");
    desk.types(CTRL_R).until("Done again: TKT-").until("1 resolved").types("u").until("Taken back: TKT-").types("q");
    assert!(desk.ended().success());
    assert!(home.done(&["show", &number]).contains("open"));
}

#[test]
fn two_processes_setting_one_field_is_a_conflict_and_two_fields_both_hold() {
    let home = Home::new();
    let number = home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").types("e").until("Edit TKT-").types(" for gin");
    home.done(&["edit", &number, "--priority", "urgent"]);
    desk.types(SEND).until("saved.");
    let both = home.done(&["show", &number, "--json"]);
    assert!(both.contains("Charged twice for gin") && both.contains("urgent"), "{both}");
    desk.types("e").until("Edit TKT-").types("!");
    home.done(&["edit", &number, "--subject", "Refunded"]);
    desk.types(SEND).until("changed the subject").until("Refunded").until("gin!");
    assert!(home.done(&["show", &number]).contains("Refunded"));
}

#[test]
fn the_window_may_change_its_size() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], (120, 40));
    desk.until("9 Everything").until("Charged twice");
    desk.resize((40, 12)).until("1 open");
    desk.resize((30, 8)).until("Barback needs 40x12");
    desk.resize((80, 24)).until("Charged twice").types("q");
    assert!(desk.ended().success());
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let home = Home::new();
        let mut desk = home.open(&[], USUAL);
        desk.until("0 open");
        assert!(desk.settings().contains("-icanon"), "while it is open, keys come one by one");
        desk.signal(signal);
        desk.ended();
        assert!(desk.is_given_back(), "{signal}");
    }
}

#[test]
fn esc_and_arrows_are_told_apart() {
    let home = Home::new();
    home.done(&["new", "-s", "First"]);
    home.done(&["new", "-s", "Second"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("First").types("/").until(" / ").types("zzz").until("Nothing found").types(ESC).until("2 Unassigned");
    desk.types("\u{1b}[B").types("p").until("Priority of").types(ESC).until_gone("Priority of").types("q");
    assert!(desk.ended().success());
}

#[test]
fn a_bracketed_paste_is_text() {
    let home = Home::new();
    let mut desk = home.open(&[], USUAL);
    desk.until("0 open").types("\u{1b}[200~tqD\r\u{1b}[201~").types("t").until("New ticket");
    desk.types("\u{1b}[200~q D\u{1b}[31m y\u{1b}[201~").until("q D").types(SEND).until("created.");
    assert!(home.done(&["list", "--json"]).contains("q D"));
}

/// A newcomer: `?`, arrows and Enter, and letters only for the subject.
#[test]
fn the_first_minute_needs_nothing_but_help_arrows_and_enter() {
    const DOWN: &str = "\u{1b}[B";
    const UP: &str = "\u{1b}[A";
    for size in [USUAL, (40, 12)] {
        let home = Home::new();
        let mut desk = home.open(&[], size);
        desk.until("0 open").until("t makes a").types("?").until("What can be done").until("New ticket").types(ENTER).until("Subject");
        for letter in "Till 3".chars() {
            desk.types(&letter.to_string());
        }
        desk.until("Till 3").types(DOWN).types(DOWN).types(DOWN).types(UP).types(DOWN).types(DOWN).types(DOWN).types(DOWN);
        desk.until("▌[ Create the ticket ]").types(ENTER).until("created.");
        desk.types("?").until("Assign to me").types(DOWN).types(ENTER).until("Assign TKT-").types(ENTER).until("assigned to");
        desk.types("?").until("What can be done").until("Start, resolve").types(DOWN).types(ENTER).until("is open");
        desk.types(DOWN).until("▌r resolve").types(ENTER).until("resolved.");
        let list = home.done(&["list", "is:resolved", "--json"]);
        assert!(
            list.contains("Till 3") && list.contains("\"assigned_to_login\": \"") || list.contains("\"assigned_to_login\":\""),
            "{list}"
        );
    }
}

#[test]
fn an_unbracketed_paste_into_the_list_changes_nothing() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    home.done(&["new", "-s", "Wrong bottle"]);
    let before = home.done(&["list", "--json"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Wrong bottle").types("Dy\rDy\r\nsrj\riq\r\n").until("a paste does nothing here");
    desk.types(&"quit, and Delete:\ry\r".repeat(200));
    // Any other key parts the paste from what is typed next.
    desk.types("\u{c}").until_gone("a paste does nothing here").types("t").until("New ticket");
    desk.types("two\rlines\r").until("two lines").types(ESC).until("kept as a draft");
    assert_eq!(home.done(&["list", "--json"]), before);
}

#[test]
fn what_comes_is_told_and_folded_in_when_asked() {
    let home = Home::new();
    home.done(&["new", "-s", "First"]);
    let second = home.done(&["new", "-s", "Second"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("First").types("j").until("TKT-");
    home.done(&["new", "-s", "Third"]);
    home.done(&["resolve", &second]);
    desk.until("1 new, 1 gone · press . to see them").until("resolved · Second");
    assert!(!desk.text().contains("Third"));
    desk.types(".").until("Third").until_gone("Second").until("+now");
}

/// Not a test of its own: what [`a_panic_gives_the_terminal_back`] starts again as a child, on a pty.
#[test]
fn child_that_panics() {
    if std::env::var_os("BARBACK_CHILD").is_some() {
        let _terminal = barback::tui::terminal::Terminal::enter().unwrap();
        panic!("planted in the test");
    }
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let home = Home::new();
    let me = std::env::current_exe().unwrap();
    let arguments = ["child_that_panics", "--exact", "--nocapture"];
    let mut child = home.start(me.to_str().unwrap(), &arguments, &[("BARBACK_CHILD", "1")], USUAL);
    child.until("planted in the test");
    assert!(!child.settings().contains("-icanon") && child.settings().contains("icanon"));
    assert!(!child.ended().success());
    assert!(child.is_given_back());
}

#[test]
fn without_a_terminal_it_says_what_to_use() {
    let home = Home::new();
    let output = home.barback(&[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("not a terminal; use `barback list`, or `ssh -t`"), "{said}");
}

#[test]
fn the_demo_opens_as_sam_and_leaves_nothing_behind() {
    let home = Home::new();
    let mut desk = home.open(&["demo"], USUAL);
    desk.until("The Lantern").until("sam").types("q");
    assert!(desk.ended().success());
    let left: Vec<_> = std::fs::read_dir(home.folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn ctrl_x_sends_resolves_and_lands_on_the_next() {
    let home = Home::new();
    let below = home.done(&["new", "-s", "Charged twice"]);
    let above = home.done(&["new", "-s", "Wrong bottle"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").types(ENTER).types("c").until(&format!("Public comment on {above}"));
    desk.until(&format!("ctrl-x sends, resolves, then {below}")).types("Take another.").until("Take another.");
    desk.types("\u{18}").until(&format!("{above} answered and resolved. u to undo. This is {below}."));
    let shown = home.done(&["show", &above, "--json"]);
    assert!(shown.contains("Take another.") && shown.contains("\"status\":\"resolved\""), "{shown}");
    desk.types(" ").until(&format!("{below} is yours: medium, waiting")).types("q");
    assert!(desk.ended().success());
    assert!(home.done(&["show", &below, "--json"]).contains("\"assigned_to_login\":\""));
}

#[test]
fn the_search_bar_completes_by_tab_and_a_form_writes_the_query_that_becomes_a_view() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice", "-c", "billing"]);
    home.done(&["new", "-s", "Cannot redeem bottle", "-p", "urgent"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("2 open").types("/").until("tab  status:").types("cat").until("tab  category:");
    desk.types("\t").until("technical  billing").types("b").until("tab  billing").types("\t").until_gone("Cannot redeem bottle");
    desk.types(ENTER).until("/ category:billing").types("f").until("Filter").until("1 ticket");
    // Down to the category, over to redemption, and pick it, too.
    desk.types("\t\t\u{1b}[C\u{1b}[C\u{1b}[C ").until("category:billing,redemption").types(SEND).until("Keep this list as a view");
    desk.types("Money\t4").until("in place of Waiting longest").types(SEND).until("View \"Money\" saved; 4 goes there.");
    assert!(home.done(&["view", "list"]).contains("4  Money  category:billing,redemption  yours"));
    desk.types("1").until("1 My queue").types("4").until("4 Money").until("Charged twice").types("q");
    assert!(desk.ended().success());
}

#[test]
fn one_line_makes_the_ticket_it_says() {
    let home = Home::new();
    let mut desk = home.open(&[], USUAL);
    desk.until("0 open").types("T").until("New ticket in one line").types("!! till 3 frozen #te").until("tab #technical");
    desk.types("\t")
        .until("urgent · technical")
        .types("@me")
        .until("Subject  till 3 frozen")
        .until(" · to ")
        .types(ENTER)
        .until("created.")
        .types("q");
    assert!(desk.ended().success());
    let list = home.done(&["list", "priority:urgent", "category:technical", "assignee:me", "--json"]);
    assert!(list.contains("\"subject\":\"till 3 frozen\"") && list.contains("\"total\":1"), "{list}");
}

#[test]
fn the_next_is_pulled_and_what_was_deleted_tonight_comes_back() {
    let home = Home::new();
    home.done(&["new", "-s", "Wrong bottle"]);
    home.done(&["new", "-s", "Till 3 is frozen", "-p", "urgent"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("2 open").types(" ").until("is yours: urgent");
    assert!(home.done(&["list", "assignee:me", "--json"]).contains("Till 3 is frozen"));
    desk.types("D").until("Delete TKT-").types("y").until("1 open");
    desk.types(":").until("Every command").types("tonight").until("Deleted tonight").types(ENTER).until("Till 3 is frozen");
    desk.types(ENTER).until("2 open");
    assert_eq!(home.done(&["list", "is:deleted", "--json"]).matches("Till 3").count(), 0);
}
