//! Who else is here: signed beside the desk's file, for thirty seconds, and never in anybody's way.

use crate::support::office::{HOUR, Office, login, number};
use barback::desk::{Desk, UserEdit};
use barback::domain::presence::{Attention, Doing};
use barback::domain::{SessionId, TicketNumber};
use std::path::PathBuf;
use uuid::Uuid;

const SECOND: i64 = 1_000;

fn on(ticket: TicketNumber, doing: Doing) -> Attention {
    Attention { ticket, doing }
}

fn sheet(office: &Office) -> PathBuf {
    office.folder.path().join("desk.db-here")
}

/// Whom this window sees now: their logins.
fn seen(office: &Office, desk: &Desk) -> Vec<String> {
    let now = desk.now();
    let mut seen: Vec<String> =
        desk.others_here().into_iter().filter(|line| line.is_live(now)).map(|line| line.login.to_string()).collect();
    seen.sort();
    assert!(office.path.exists());
    seen
}

#[test]
fn windows_see_each_other_and_what_each_is_at() {
    let office = Office::new();
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    dana.sign(Some(on(ticket, Doing::Writing)));
    kofi.sign(None);
    let line = kofi.others_here().remove(0);
    assert_eq!((line.login, line.name.as_str(), line.on), (login("dana"), "Dana Reyes", Some(on(ticket, Doing::Writing))));
    assert_eq!(seen(&office, &dana), ["kofi"], "and nobody sees themselves");
    dana.sign(Some(on(number(200_000), Doing::Looking)));
    assert_eq!(kofi.others_here()[0].on, Some(on(number(200_000), Doing::Looking)), "one line a window");
    dana.sign_off();
    assert_eq!(seen(&office, &kofi), Vec::<String>::new());
}

#[test]
fn a_signature_holds_thirty_seconds_whatever_the_clock_does() {
    let office = Office::new();
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    dana.sign(None);
    kofi.sign(None);
    office.clock.forward(29 * SECOND);
    assert_eq!(seen(&office, &kofi), ["dana"]);
    office.clock.forward(SECOND);
    assert_eq!(seen(&office, &kofi), Vec::<String>::new(), "killed, she is gone by then");
    dana.sign(None);
    assert_eq!(seen(&office, &kofi), ["dana"]);
    office.clock.forward(-HOUR);
    assert_eq!(seen(&office, &kofi), Vec::<String>::new(), "a clock that was set back leaves no ghost");
    kofi.sign(None);
    assert_eq!(kofi.others_here(), [], "and what holds no longer is swept by the next to sign");
}

#[test]
fn guests_neither_see_nor_are_shown_at_anything() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let (dana, ida) = (office.desk("dana"), office.desk("ida"));
    dana.sign(Some(on(ticket, Doing::Writing)));
    ida.sign(Some(on(ticket, Doing::Writing)));
    assert_eq!(ida.others_here(), []);
    assert_eq!(ida.sessions_here(), [ida.session()], "but their own windows they know");
    assert!(dana.others_here().iter().all(|line| line.on.is_none()), "what a guest reads or writes is theirs to send");
}

#[test]
fn somebody_who_is_disabled_is_not_here() {
    let office = Office::new();
    let (sam, dana) = (office.desk("sam"), office.desk("dana"));
    let out = UserEdit { active: Some(false), ..UserEdit::default() };
    sam.edit_user(sam.new_order(), &login("dana"), &out).unwrap();
    dana.sign(None);
    assert_eq!(sam.others_here(), []);
}

#[test]
fn two_windows_of_mine_are_two_and_both_parts_of_one_are_one() {
    let office = Office::new();
    let (one, other) = (office.desk("dana"), office.desk("dana"));
    let writing = office.desk("dana").in_session(one.session());
    one.sign(None);
    other.sign(None);
    let mut both = [one.session(), other.session()];
    both.sort();
    let mut here = writing.sessions_here();
    here.sort();
    assert_eq!(here, both);
    assert_eq!(writing.others_here().len(), 1, "the other part of my own window is not another");
    other.sign_off();
    assert_eq!(writing.sessions_here(), [one.session()]);
}

#[test]
fn whatever_lies_in_its_place_is_made_anew_or_done_without() {
    let garbage = |path: &PathBuf| std::fs::write(path, [b'x'; 5000]).unwrap();
    let empty = |path: &PathBuf| std::fs::write(path, []).unwrap();
    let foreign = |path: &PathBuf| {
        let other = rusqlite::Connection::open(path).unwrap();
        other.execute_batch("CREATE TABLE here (whatever TEXT); INSERT INTO here VALUES ('x')").unwrap();
    };
    let torn = |path: &PathBuf| {
        let other = rusqlite::Connection::open(path).unwrap();
        other.execute_batch("CREATE TABLE here (a TEXT); CREATE TABLE b (a TEXT)").unwrap();
        drop(other);
        let mut bytes = std::fs::read(path).unwrap();
        bytes[100..].fill(0xFF);
        std::fs::write(path, bytes).unwrap();
    };
    let lies: [&dyn Fn(&PathBuf); 4] = [&garbage, &empty, &foreign, &torn];
    for (what, lay) in ["garbage", "empty", "foreign", "torn"].into_iter().zip(lies) {
        let office = Office::new();
        lay(&sheet(&office));
        let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
        dana.sign(None);
        kofi.sign(None);
        assert_eq!(seen(&office, &dana), ["kofi"], "{what}");
        assert_eq!(seen(&office, &kofi), ["dana"], "{what}");
    }
}

#[test]
fn what_is_somebodys_or_cannot_be_written_is_done_without() {
    let folder = |path: &PathBuf| std::fs::create_dir(path).unwrap();
    let elsewhere = |path: &PathBuf| std::os::unix::fs::symlink("/nowhere/at/all", path).unwrap();
    let full = |path: &PathBuf| std::os::unix::fs::symlink("/dev/full", path).unwrap();
    let lies: [&dyn Fn(&PathBuf); 3] = [&folder, &elsewhere, &full];
    for lay in lies {
        let office = Office::new();
        lay(&sheet(&office));
        let before = std::fs::symlink_metadata(sheet(&office)).unwrap().file_type();
        let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
        let ticket = office.ticket("ida", "Cannot redeem bottle");
        dana.sign(Some(on(ticket, Doing::Writing)));
        kofi.sign(None);
        assert_eq!((kofi.others_here(), kofi.sessions_here(), kofi.roster_version()), (vec![], vec![], 0));
        dana.sign_off();
        dana.comment(dana.new_order(), ticket.into(), "and the desk works").unwrap();
        assert_eq!(std::fs::symlink_metadata(sheet(&office)).unwrap().file_type(), before, "nobody's thing is touched");
    }
}

#[test]
fn when_it_is_taken_away_all_meet_again_in_a_new_one() {
    let office = Office::new();
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    dana.sign(None);
    kofi.sign(None);
    std::fs::remove_file(sheet(&office)).unwrap();
    dana.sign(None);
    kofi.sign(None);
    assert_eq!((seen(&office, &dana), seen(&office, &kofi)), (vec!["kofi".to_owned()], vec!["dana".to_owned()]));
}

#[test]
fn it_is_for_as_many_eyes_as_the_desk() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    for mode in [0o600, 0o660] {
        let office = Office::new();
        std::fs::set_permissions(&office.path, std::fs::Permissions::from_mode(mode)).unwrap();
        office.desk("dana").sign(None);
        assert_eq!(std::fs::metadata(sheet(&office)).unwrap().mode() & 0o777, mode);
        std::fs::set_permissions(&office.path, std::fs::Permissions::from_mode(0o640)).unwrap();
        office.desk("dana").sign(None);
        assert_eq!(std::fs::metadata(sheet(&office)).unwrap().mode() & 0o777, 0o640, "and follows it");
    }
}

#[test]
fn sixty_four_windows_at_once() {
    let office = Office::new();
    std::thread::scope(|scope| {
        for place in 0..64 {
            let desk = office.desk("dana").in_session(SessionId(Uuid::from_u128(place)));
            // Whoever finds the sheet taken for too long signs again soon.
            scope.spawn(move || {
                while !desk.sessions_here().contains(&desk.session()) {
                    desk.sign(None);
                }
            });
        }
    });
    assert_eq!(office.desk("dana").sessions_here().len(), 64);
}

#[test]
fn a_heartbeat_costs_the_desk_no_commit() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let bytes = |office: &Office| std::fs::read(&office.path).unwrap();
    let before = bytes(&office);
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    kofi.sign(None);
    let (desk, sheet) = (kofi.data_version().unwrap(), kofi.roster_version());
    dana.sign(Some(on(ticket, Doing::Looking)));
    assert_eq!(kofi.data_version().unwrap(), desk, "it wakes nobody");
    assert_ne!(kofi.roster_version(), sheet, "whoever looks at the sheet sees it");
    drop((dana, kofi));
    assert_eq!(bytes(&office), before);
    assert!(!office.folder.path().join("desk.db-here-journal").exists());
}
