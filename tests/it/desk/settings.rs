//! Settings in the file: who may, what the history says of it, and the wall clock that follows the zone.

use crate::support::office::{EVENING, HOUR, MINUTE, Office};
use barback::domain::Timestamp;
use barback::domain::setting::{SETTINGS, SettingName, Source, Whose};
use chrono::NaiveDate;

fn set(office: &Office, who: &str, name: SettingName, whose: Whose, value: Option<&str>) -> Result<(), String> {
    let desk = office.desk(who);
    desk.set(desk.new_order(), name, whose, value).map(drop).map_err(|error| error.code().to_owned())
}

/// The history's lines about settings: who, of whom, before and after, when.
fn history(office: &Office) -> Vec<(String, Option<String>, String, String, i64)> {
    let raw = office.raw();
    let lines = "SELECT a.login, u.login, e.before, e.after, e.at FROM events e JOIN users a ON a.id = e.actor_id
        LEFT JOIN users u ON u.id = e.user_id WHERE e.kind = 201 AND e.ticket_id IS NULL ORDER BY e.id";
    let mut statement = raw.prepare(lines).expect("a query");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))).expect("rows");
    rows.collect::<Result<_, _>>().expect("events")
}

#[test]
fn every_change_is_in_the_history_and_what_is_so_already_is_not() {
    let office = Office::new();
    set(&office, "sam", SettingName::Venue, Whose::Desk, Some("The Lantern")).expect("an admin may");
    set(&office, "sam", SettingName::Venue, Whose::Desk, Some("The Lantern")).expect("nothing to do");
    office.clock.forward(-HOUR);
    set(&office, "sam", SettingName::Venue, Whose::Mine, Some("The Anchor")).expect("what is the desk's alone is set for the desk");
    set(&office, "ida", SettingName::Theme, Whose::Mine, Some("DARK")).expect("a guest has a theme of their own");
    set(&office, "ida", SettingName::Theme, Whose::Mine, None).expect("and takes it away");
    let said = |setting: &str, value: &str| format!("{{\"setting\":\"{setting}\",\"value\":{value}}}");
    let line = |who: &str, of: Option<&str>, setting: &str, before: &str, after: &str, at| {
        (who.to_owned(), of.map(str::to_owned), said(setting, before), said(setting, after), at)
    };
    let wanted = [
        line("sam", None, "venue", "null", "\"The Lantern\"", EVENING),
        line("sam", None, "venue", "\"The Lantern\"", "\"The Anchor\"", EVENING),
        line("ida", Some("ida"), "theme", "null", "\"dark\"", EVENING - HOUR),
        line("ida", Some("ida"), "theme", "\"dark\"", "null", EVENING - HOUR),
    ];
    assert_eq!(history(&office), wanted, "and a clock that goes backwards dates no line before the one above it");
}

#[test]
fn an_order_that_is_sent_again_sets_once() {
    let office = Office::new();
    let desk = office.desk("sam");
    let order = desk.new_order();
    desk.set(order, SettingName::Theme, Whose::Mine, Some("dark")).expect("set");
    set(&office, "sam", SettingName::Theme, Whose::Mine, Some("light")).expect("set since");
    let again = desk.set(order, SettingName::Theme, Whose::Mine, Some("dark")).expect("a retry");
    assert_eq!((again.value.theme(), history(&office).len()), ("light", 2));
}

#[test]
fn who_may_set_what_for_whom() {
    let office = Office::new();
    for setting in SETTINGS {
        let value = Some(match setting.name {
            SettingName::Keys => "ticket.take=I",
            SettingName::Venue => "The Lantern",
            SettingName::Zone => "Asia/Tokyo",
            SettingName::Address => "desk@lantern.example",
            _ => setting.values.choices()[0],
        });
        let guests = matches!(setting.name, SettingName::Theme | SettingName::Mouse);
        let desks = matches!(setting.name, SettingName::Venue | SettingName::Zone | SettingName::Address);
        for (who, whose, may) in [
            ("sam", Whose::Mine, true),
            ("sam", Whose::Desk, true),
            ("dana", Whose::Mine, !desks),
            ("dana", Whose::Desk, false),
            ("ida", Whose::Mine, guests),
            ("ida", Whose::Desk, false),
        ] {
            let wanted = if may { Ok(()) } else { Err("denied".to_owned()) };
            assert_eq!(set(&office, who, setting.name, whose, value), wanted, "{who}: {} {whose:?}", setting.name);
        }
    }
}

#[test]
fn what_somebody_set_as_staff_does_not_hold_for_them_as_a_guest() {
    use barback::desk::{Surroundings, UserEdit};
    use barback::domain::Role;
    let office = Office::new();
    set(&office, "dana", SettingName::Keys, Whose::Mine, Some("ticket.take=I")).expect("staff may");
    set(&office, "dana", SettingName::Theme, Whose::Mine, Some("dark")).expect("staff may");
    let desk = office.desk("sam");
    let guest = UserEdit { role: Some(Role::Customer), ..UserEdit::default() };
    desk.edit_user(desk.new_order(), &"dana".parse().expect("a login"), &guest).expect("a guest now");
    let settings = office.desk("dana").settings().expect("settings");
    assert_eq!((settings.keys(), settings.theme()), ("", "dark"));
    let options = vec![(SettingName::Keys, "ticket.take=I".to_owned()), (SettingName::Theme, "mono".to_owned())];
    let desk = office.desk("dana").within(Surroundings { options, ..Surroundings::default() });
    let settings = desk.settings().expect("settings");
    assert_eq!((settings.keys(), settings.theme()), ("", "mono"), "nor for this time");
}

#[test]
fn a_value_that_another_version_left_is_not_heard() {
    let office = Office::new();
    office.raw().execute("INSERT INTO settings VALUES ('theme', 'neon'), ('lands', 'list')", []).expect("rows");
    let settings = office.desk("dana").settings().expect("settings");
    assert_eq!((settings.theme(), settings.get(SettingName::Theme).from()), ("terminal", Source::Default));
    assert_eq!(settings.lands().word(), "list");
}

#[test]
fn the_wall_shows_the_venues_zone_in_every_session_at_once() {
    let office = Office::new();
    let (dana, at) = (office.desk("dana"), Timestamp(EVENING));
    let wall = || dana.clock().on_the_wall(at).format("%d %H:%M").to_string();
    dana.whoami().expect("dana");
    assert_eq!(wall(), "22 22:00", "until a zone is set, the clock below");
    set(&office, "sam", SettingName::Zone, Whose::Desk, Some("Asia/Tokyo")).expect("set");
    dana.whoami().expect("dana, who asks something");
    assert_eq!(wall(), "23 06:00");
    assert_eq!(dana.now(), at, "the instants are the same");
    set(&office, "sam", SettingName::Zone, Whose::Desk, None).expect("unset");
    dana.whoami().expect("dana");
    assert_eq!(wall(), "22 22:00");
}

#[test]
fn both_nights_on_which_the_clocks_change() {
    let office = Office::new();
    set(&office, "sam", SettingName::Zone, Whose::Desk, Some("Europe/Berlin")).expect("set");
    let desk = office.desk("sam");
    desk.whoami().expect("sam");
    let clock = desk.clock();
    let utc = |text: &str| Timestamp::parse(text).expect("an instant");
    let wall = |text: &str| clock.on_the_wall(utc(text)).format("%H:%M").to_string();
    let day = |month, day| clock.day_begins(NaiveDate::from_ymd_opt(2026, month, day).expect("a day"));
    // Spring: 02:00 is 03:00.
    assert_eq!([wall("2026-03-29T00:59:00Z"), wall("2026-03-29T01:00:00Z")], ["01:59", "03:00"]);
    assert_eq!((day(3, 29), day(3, 30)), (utc("2026-03-28T23:00:00Z"), utc("2026-03-29T22:00:00Z")), "a day of 23 hours");
    // Autumn: 03:00 is 02:00 again.
    assert_eq!([wall("2026-10-25T00:30:00Z"), wall("2026-10-25T01:30:00Z")], ["02:30", "02:30"]);
    assert_eq!((day(10, 25), day(10, 26)), (utc("2026-10-24T22:00:00Z"), utc("2026-10-25T23:00:00Z")), "a day of 25 hours");
    // A time that the clocks skip is the first instant behind it, one that comes twice the first of the two.
    let local = |month, day| NaiveDate::from_ymd_opt(2026, month, day).and_then(|day| day.and_hms_opt(2, 30, 0)).expect("a time");
    assert_eq!(clock.instant(local(3, 29)), utc("2026-03-29T01:00:00Z"));
    assert_eq!(clock.instant(local(10, 25)), utc("2026-10-25T00:30:00Z"));
}

#[test]
fn a_zone_without_midnight_that_day_begins_it_at_one() {
    let office = Office::new();
    set(&office, "sam", SettingName::Zone, Whose::Desk, Some("America/Santiago")).expect("set");
    let desk = office.desk("sam");
    desk.whoami().expect("sam");
    let begins = desk.clock().day_begins(NaiveDate::from_ymd_opt(2026, 9, 6).expect("a day"));
    assert_eq!(desk.clock().on_the_wall(begins).format("%d %H:%M").to_string(), "06 01:00");
}

#[test]
fn a_day_of_a_query_is_the_venues() {
    let office = Office::new();
    // 21:30 in UTC on the 22nd: half past six in the morning of the 23rd in Tokyo.
    office.clock.forward(30 * MINUTE);
    let number = office.ticket("ida", "Charged twice");
    let found = |query: &str| {
        let desk = office.desk("sam");
        let query = desk.read_query(query).expect("a query");
        desk.count(&query, None).expect("a count")
    };
    assert_eq!([found("created:2026-11-22"), found("created:2026-11-23")], [1, 0]);
    set(&office, "sam", SettingName::Zone, Whose::Desk, Some("Asia/Tokyo")).expect("set");
    assert_eq!([found("created:2026-11-22"), found("created:2026-11-23")], [0, 1]);
    assert_eq!(office.look(number).created_at, Timestamp(EVENING + 30 * MINUTE), "in the file it is UTC");
}
