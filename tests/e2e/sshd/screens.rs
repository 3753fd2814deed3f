//! The desk itself over ssh.

use super::venue::Venue;
use super::{SEND, USUAL};

#[test]
fn a_guest_files_answers_and_closes_at_any_size() {
    let Some(venue) = Venue::open() else { return };
    for size in [USUAL, (120, 40), (40, 12)] {
        let mut ida = venue.sit_down("ida", size);
        ida.until("ida").types("t").until("New ticket").types("Cannot redeem bottle").types(SEND).until("created.");
        ida.types("c").until("Public comment on TKT").types("the one upstairs").types(SEND).until("Comment added");
        ida.types("q");
        assert!(ida.ended().success());
        assert!(ida.is_given_back());
    }
    let mut ida = venue.sit_down("ida", (120, 40));
    ida.until("Cannot redeem bottle").resize((40, 12)).until("ida").resize((30, 8)).until("Barback needs 40x12").resize(USUAL);
    let number = venue.admin(&["list", "--json"]).split("TKT-").nth(1).unwrap()[..6].to_owned();
    ida.until("Cannot redeem bottle");
    venue.admin(&["resolve", &number, "-m", "A new one is on its way."]);
    ida.until("1 resolved").types("q");
    assert!(ida.ended().success());
}

#[test]
fn a_client_that_is_killed_loses_no_draft() {
    let Some(venue) = Venue::open() else { return };
    let number = venue.admin(&["new", "-s", "Till 3 is frozen", "--for", "ida"]);
    let mut dana = venue.sit_down("dana", USUAL);
    dana.until("Till 3 is frozen").types("c").until("Public comment on").types("Have you tried turning it off");
    venue.until("SELECT count(*) FROM drafts WHERE content LIKE '%turning it off%'", 1);
    dana.signal(nix::sys::signal::Signal::SIGKILL);
    dana.ended();
    // sshd notices, and the session puts the draft aside on its way out.
    venue.until("SELECT count(*) FROM drafts WHERE holder IS NULL", 1);
    let mut phone = venue.sit_down("dana", (40, 12));
    phone.until("frozen").types("c").until("turning it off").types(" and on again?").types(SEND).until("Comment added");
    assert!(venue.admin(&["show", &number]).contains("Have you tried turning it off and on again?"));
}

#[test]
fn staff_have_the_whole_desk_and_stopping_it_is_no_way_out() {
    let Some(venue) = Venue::open() else { return };
    venue.admin(&["new", "-s", "Till 3 is frozen", "--for", "ida"]);
    let mut dana = venue.sit_down("dana", (120, 40));
    dana.until("Till 3 is frozen").types("\u{1a}").types("i").until("assigned to").types("n").until("note").types("reboot").types(SEND);
    dana.until("Note added").types("q");
    assert!(dana.ended().success());
}
