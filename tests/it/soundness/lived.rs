//! A desk on which everything that a desk can do was done, by the use cases themselves.

use crate::exchange::support::{export_on, fixture, import_on};
use crate::support::office::{MINUTE, TestClock, TestDice, login};
use barback::desk::{
    Assignee, Desk, Edit, Entrance, Make, NewTicket, NewUser, NewView, Opening, Set, Severity, Slot, UserEdit, Whom, Writing, inspect,
};
use barback::domain::draft::{DraftKind, Manuscript, Piece};
use barback::domain::setting::{SettingName, Whose};
use barback::domain::view::Digit;
use barback::domain::{Category, Priority, Role, Status, Ticket, TicketNumber};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

pub const IDAS_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJrR/WxyJz0hyBMl4ZQcKlOHjuLO7JoIhXeZkg3PN61D ida@laptop";
/// Another, and one that nobody added.
pub const KEYS: [&str; 2] = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICM6HIb2YuLagJQ95U7UFtQceFpdfYUGNZaY3DbU3Riv kofi@bar",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHDpFgkQV5dGsfZ14hLPJbu8bIPWNs80RylDy7LdhcMe dana@home",
];

pub struct Lived {
    pub folder: TempDir,
    pub path: PathBuf,
    pub clock: Arc<TestClock>,
    pub dice: Arc<TestDice>,
}

impl Lived {
    /// A new desk of one's own, as `barback init` makes it.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("desk.db");
        let new = Self { folder, path, clock: Arc::new(TestClock::new()), dice: Arc::new(TestDice::new(11)) };
        drop(new.desk(None));
        new
    }

    pub fn opening(&self, who: Option<&str>) -> Opening {
        Opening { path: self.path.clone(), login: who.map(login), make: Make::IfMissing, entrance: Entrance::Shell }
    }

    /// A session a minute later; without a login that of whoever made the desk.
    pub fn desk(&self, who: Option<&str>) -> Desk {
        self.clock.forward(MINUTE);
        self.opening(who).open_with(self.clock.clone(), self.dice.clone()).unwrap().0
    }

    pub fn add(&self, name: &str, role: Role, key: Option<&str>) {
        let desk = self.desk(None);
        let new = NewUser {
            login: login(name),
            name: format!("{name} of the Bar"),
            email: Some(format!("{name}@Example.org")),
            role,
            key: key.map(str::to_owned),
        };
        desk.add_user(desk.new_order(), &new).unwrap();
    }

    fn set_user(&self, name: &str, edit: &UserEdit) {
        let desk = self.desk(None);
        desk.edit_user(desk.new_order(), &login(name), edit).unwrap();
    }

    pub fn ticket(&self, who: &str, new: &NewTicket) -> Ticket {
        let desk = self.desk(Some(who));
        desk.create(desk.new_order(), new).unwrap().value
    }

    pub fn edit(&self, who: &str, number: TicketNumber, edit: &Edit) {
        let desk = self.desk(Some(who));
        desk.edit(desk.new_order(), &[number.into()], edit).unwrap();
    }

    pub fn comment(&self, who: &str, number: TicketNumber, body: &str) {
        let desk = self.desk(Some(who));
        desk.comment(desk.new_order(), number.into(), body).unwrap();
    }

    pub fn note(&self, who: &str, number: TicketNumber, body: &str) {
        let desk = self.desk(Some(who));
        desk.note(desk.new_order(), number.into(), body).unwrap();
    }

    pub fn walk(&self, who: &str, number: TicketNumber, to: Status) {
        let desk = self.desk(Some(who));
        desk.transition(desk.new_order(), &[number.into()], to, Some("moving on"), None).unwrap();
    }

    fn undo(&self, who: &str) {
        let desk = self.desk(Some(who));
        assert!(!desk.undo(desk.new_order()).unwrap().value.is_empty());
    }

    fn redo(&self, who: &str) {
        let desk = self.desk(Some(who));
        assert!(!desk.redo(desk.new_order()).unwrap().value.is_empty());
    }

    fn set(&self, who: Option<&str>, name: SettingName, whose: Whose, value: Option<&str>) {
        let desk = self.desk(who);
        desk.set(desk.new_order(), name, whose, value).unwrap();
    }

    fn view(&self, who: Option<&str>, name: &str, query: &str, digit: Option<u8>, shared: bool) {
        let desk = self.desk(who);
        let slot = digit.and_then(Digit::new).map_or(Slot::Without, Slot::On);
        desk.save_view(desk.new_order(), &NewView { name: name.to_owned(), query: query.to_owned(), slot, shared }).unwrap();
    }

    /// One file without a log beside it.
    pub fn copy(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, "").unwrap();
        self.desk(None).copy_into(&path).unwrap();
        path
    }
}

pub fn new(subject: &str) -> NewTicket {
    NewTicket { subject: subject.to_owned(), description: format!("About {subject}"), ..NewTicket::default() }
}

/// Everything there is to do, done.
pub fn live() -> Lived {
    let lived = Lived::new();
    people(&lived, [Some(KEYS[0]), Some(IDAS_KEY)]);
    keys(&lived);
    settings(&lived);
    tickets(&lived);
    undone(&lived);
    let desk = lived.desk(None);
    import_on(&desk, &[&fixture("desk-oddities.csv"), "--source", "old"], false).end.unwrap();
    native(&lived, &desk);
    while desk.tidy().unwrap() {}
    unfinished(&lived);
    let backup = lived.copy("backup.db");
    lived.clock.forward(MINUTE);
    lived.opening(None).restore_with(&backup, lived.clock.as_ref(), lived.dice.as_ref()).unwrap();
    // What a guest changes waits for its document, and its last one is stale.
    let dana = lived.desk(Some("dana"));
    let noors =
        dana.list(&dana.read_query("requester:noor status:open").unwrap(), &barback::domain::search::Page::first(5)).unwrap().tickets;
    drop(dana);
    lived.comment("noor", noors[0].number, "Is anybody there?");
    // Whoever changed their name, with so many tickets that some still wait.
    let renamed = "INSERT INTO renamed SELECT id, 0, 0 FROM users WHERE login IN ('ida', 'noor')";
    rusqlite::Connection::open(&lived.path).unwrap().execute(renamed, []).unwrap();
    lived
}

/// What the first program could do, done.
pub fn live_simply() -> Lived {
    let lived = Lived::new();
    people(&lived, [None, None]);
    tickets(&lived);
    let desk = lived.desk(None);
    import_on(&desk, &[&fixture("desk-oddities.csv"), "--source", "old"], false).end.unwrap();
    lived
}

fn people(lived: &Lived, [kofis, idas]: [Option<&str>; 2]) {
    lived.add("dana", Role::Bartender, None);
    lived.add("kofi", Role::Customer, kofis);
    lived.add("ida", Role::Customer, idas);
    lived.add("noor", Role::Customer, None);
    lived.set_user("kofi", &UserEdit { role: Some(Role::Bartender), ..UserEdit::default() });
    lived.set_user("noor", &UserEdit { name: Some("Noor Haddad".to_owned()), email: Some(String::new()), ..UserEdit::default() });
    lived.set_user("noor", &UserEdit { active: Some(false), ..UserEdit::default() });
    lived.set_user("noor", &UserEdit { active: Some(true), email: Some("Noor@example.org".to_owned()), ..UserEdit::default() });
}

fn keys(lived: &Lived) {
    let desk = lived.desk(None);
    let key = desk.keys(&login("kofi")).unwrap().remove(0);
    desk.remove_key(desk.new_order(), &login("kofi"), &key.fingerprint).unwrap();
    desk.add_key(desk.new_order(), &login("kofi"), KEYS[0]).unwrap();
}

fn settings(lived: &Lived) {
    let name = |word: &str| word.parse::<SettingName>().unwrap();
    lived.set(None, name("venue"), Whose::Desk, Some("The Anchor"));
    lived.set(None, name("zone"), Whose::Desk, Some("Europe/Berlin"));
    lived.set(Some("dana"), name("theme"), Whose::Mine, Some("light"));
    lived.set(Some("kofi"), name("theme"), Whose::Mine, Some("dark"));
    lived.set(Some("kofi"), name("theme"), Whose::Mine, None);
    lived.view(None, "Urgent", "priority:urgent", Some(4), true);
    lived.view(Some("dana"), "Mine", "assignee:me", Some(5), false);
    lived.view(Some("dana"), "Mine", "assignee:me status:open", None, false);
    lived.view(Some("dana"), "Old", "status:closed", None, false);
    let dana = lived.desk(Some("dana"));
    dana.remove_view(dana.new_order(), "Old", false).unwrap();
}

fn tickets(lived: &Lived) {
    let purged = lived.ticket("dana", &new("A mistake")).number;
    let desk = lived.desk(None);
    desk.delete(desk.new_order(), &[purged.into()]).unwrap();
    desk.purge(desk.new_order(), &[purged.into()]).unwrap();
    let first = lived.ticket("ida", &new("Cannot redeem bottle")).number;
    lived.comment("ida", first, "It says no.");
    lived.note("dana", first, "third one tonight");
    lived.comment("kofi", first, "Try again, please.");
    lived.comment("ida", first, "Still no.");
    let one = |edit| lived.edit("dana", first, &edit);
    one(Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() });
    one(Edit { category: Some(Set::blindly(Category::Billing)), ..Edit::default() });
    one(Edit { subject: Some(Set::blindly("Bottle 12 cannot be redeemed".to_owned())), ..Edit::default() });
    one(Edit { description: Some(Set::blindly("Bottle 12".to_owned())), ..Edit::default() });
    one(Edit { assignee: Some(Set::blindly(Assignee::User(Whom::Login(login("kofi"))))), ..Edit::default() });
    lived.walk("kofi", first, Status::Closed);
    lived.walk("dana", first, Status::Open);
    let asked = NewTicket { requester: Some(Whom::Login(login("ida"))), priority: Some(Priority::High), ..new("A glass broke") };
    let second = lived.ticket("kofi", &asked).number;
    lived.comment("ida", second, "Mine.");
    let to_noor = Some(Set::blindly(Whom::Login(login("noor"))));
    lived.edit("kofi", second, &Edit { requester: to_noor, ..Edit::default() });
    lived.walk("kofi", second, Status::Resolved);
    let third = lived.ticket("noor", &new("The door sticks")).number;
    let desk = lived.desk(None);
    desk.delete(desk.new_order(), &[third.into()]).unwrap();
    desk.undelete(desk.new_order(), &[third.into()]).unwrap();
    let fourth = lived.ticket("dana", &new("A duplicate")).number;
    let desk = lived.desk(None);
    desk.delete(desk.new_order(), &[fourth.into()]).unwrap();
}

/// Comments, notes and fields that were taken back, and some that were done again.
fn undone(lived: &Lived) {
    let number = lived.ticket("ida", &new("The tap drips")).number;
    lived.comment("dana", number, "I wrote this to the wrong guest.");
    lived.undo("dana");
    lived.note("kofi", number, "also the wrong one");
    lived.undo("kofi");
    lived.comment("kofi", number, "We are on it.");
    lived.undo("kofi");
    lived.redo("kofi");
    lived.walk("dana", number, Status::Resolved);
    lived.undo("dana");
}

/// Tickets of another desk of ours.
fn native(lived: &Lived, desk: &Desk) {
    let other = Lived::new();
    other.add("una", Role::Customer, None);
    let number = other.ticket("una", &new("From the other bar")).number;
    other.comment("una", number, "Hello?");
    other.clock.forward(MINUTE);
    let admin = other.desk(None);
    admin.note(admin.new_order(), number.into(), "known").unwrap();
    let exported = export_on(&admin, &["--format", "ndjson"]).out;
    let file = lived.folder.path().join("other.ndjson");
    std::fs::write(&file, exported).unwrap();
    import_on(desk, &[file.to_str().unwrap(), "--source", "other"], false).end.unwrap();
}

/// What is nobody's but whoever's it is: drafts, and what was looked at.
fn unfinished(lived: &Lived) {
    let dana = lived.desk(Some("dana"));
    let listed = dana.list(&dana.read_query("status:open").unwrap(), &barback::domain::search::Page::first(5)).unwrap().tickets;
    for ticket in &listed {
        dana.looked_at(ticket.number, ticket.requester_spoke_at).unwrap();
    }
    for (kind, number) in [(DraftKind::Comment, Some(listed[0].number)), (DraftKind::New, None)] {
        let piece = Piece { name: "body".to_owned(), text: "half a thought".to_owned(), was: None, cursor: Some((0, 4)) };
        let manuscript = Manuscript { pieces: vec![piece], focus: "body".to_owned() };
        dana.keep_draft(None, &Writing { kind, number, manuscript, put_aside: false }).unwrap();
    }
}

/// The bytes of that desk, in one file without a log. It is lived once.
pub fn bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let lived = live();
        std::fs::read(lived.copy("whole.db")).unwrap()
    })
}

/// What problems `barback backup --verify` and so the doctor find in a file: check and message of each.
pub fn found_in(path: &Path) -> Vec<(String, String)> {
    let is_problem = |finding: &barback::desk::Finding| finding.severity == Severity::Problem;
    match inspect(path) {
        Ok(inspected) => {
            inspected.findings.into_iter().filter(is_problem).map(|finding| (finding.check.to_owned(), finding.message)).collect()
        }
        Err(error) => vec![("file".to_owned(), error.to_string())],
    }
}
