//! Drafts in the file: whose they are, what removes them, and that nothing else does.

use crate::support::office::{HOUR, Office, login};
use barback::desk::{Desk, NewTicket, Offered, Sent, UserEdit, Writing};
use barback::domain::draft::{DraftId, DraftKind, Manuscript, Piece};
use barback::domain::{Role, Status, TicketNumber};

/// Something half written.
fn half(kind: DraftKind, number: Option<TicketNumber>, text: &str) -> Writing {
    let piece = Piece { name: "body".to_owned(), text: text.to_owned(), was: None, cursor: Some((0, 4)) };
    Writing { kind, number, manuscript: Manuscript { pieces: vec![piece], focus: "body".to_owned() }, put_aside: false }
}

fn texts(offered: &[Offered]) -> Vec<&str> {
    offered.iter().map(|offered| offered.draft.manuscript.pieces[0].text.as_str()).collect()
}

/// A comment half written in a window.
fn begun(desk: &Desk, number: TicketNumber) -> DraftId {
    desk.keep_draft(None, &half(DraftKind::Comment, Some(number), "half a thought")).unwrap().draft
}

#[test]
fn a_draft_comes_back_as_it_was_and_to_nobody_else() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let writing = half(DraftKind::Note, Some(number), "third one tonight");
    let kept = dana.keep_draft(None, &writing).unwrap();
    let again = dana.keep_draft(Some(kept.draft), &half(DraftKind::Note, Some(number), "third one")).unwrap();
    assert_eq!((again.draft, again.is_another), (kept.draft, false), "one draft, however often it is kept");
    let found = dana.drafts_of(DraftKind::Note, Some(number)).unwrap();
    assert_eq!(texts(&found), ["third one"]);
    assert_eq!(found[0].draft.manuscript.pieces[0].cursor, Some((0, 4)));
    assert!(dana.drafts_of(DraftKind::Comment, Some(number)).unwrap().is_empty());
    for other in ["sam", "kofi", "ida", "noor"] {
        let desk = office.desk(other);
        assert!(desk.drafts().unwrap().is_empty(), "{other} sees nothing of it");
        assert!(!desk.take_draft(kept.draft).unwrap());
        desk.discard_draft(kept.draft).unwrap();
        assert!(desk.keep_draft(Some(kept.draft), &writing).unwrap().is_another, "nor writes into it");
    }
    assert_eq!(texts(&dana.drafts().unwrap()), ["third one"]);
}

#[test]
fn keeping_a_draft_leaves_no_trace_on_the_ticket() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let (before, history) = (office.look(number), office.history(number).len());
    let kofi = office.desk("kofi");
    begun(&kofi, number);
    assert_eq!(office.look(number), before);
    assert_eq!(office.history(number).len(), history);
}

#[test]
fn sending_removes_it_in_the_same_transaction_and_failing_leaves_both() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let draft = begun(&dana, number);
    let sent = Sent { order: dana.new_order(), draft: Some(draft) };
    let raw = office.raw();
    for planted in ["BEFORE INSERT ON comments", "BEFORE DELETE ON drafts"] {
        raw.execute_batch(&format!("CREATE TRIGGER planted {planted} BEGIN SELECT RAISE(ABORT, 'planted'); END")).unwrap();
        assert!(dana.comment(sent, number.into(), "half a thought").is_err());
        raw.execute_batch("DROP TRIGGER planted").unwrap();
        assert_eq!(texts(&dana.drafts().unwrap()), ["half a thought"], "{planted}");
        assert!(dana.show(number).unwrap().comments.is_empty(), "{planted}");
    }
    dana.comment(sent, number.into(), "half a thought").unwrap();
    assert!(dana.drafts().unwrap().is_empty());
    assert_eq!(dana.show(number).unwrap().comments.len(), 1);
}

#[test]
fn each_verb_that_can_be_drafted_removes_its_draft_and_a_refusal_does_not() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let sam = office.desk("sam");
    let begin = |kind, number| {
        let draft = sam.keep_draft(None, &half(kind, number, "x")).unwrap().draft;
        Sent { order: sam.new_order(), draft: Some(draft) }
    };
    sam.note(begin(DraftKind::Note, Some(number)), number.into(), "a note").unwrap();
    let new = NewTicket { subject: "Till 3".to_owned(), ..NewTicket::default() };
    sam.create(begin(DraftKind::New, None), &new).unwrap();
    let edit = barback::desk::Edit { subject: Some(barback::desk::Set::blindly("y".to_owned())), ..Default::default() };
    sam.edit(begin(DraftKind::Edit, Some(number)), &[number.into()], &edit).unwrap();
    assert!(sam.drafts().unwrap().is_empty());
    let refused = begin(DraftKind::Comment, Some(number));
    assert!(sam.comment(refused, number.into(), "").is_err());
    assert_eq!(sam.drafts().unwrap().len(), 1);
}

#[test]
fn a_retried_order_does_not_remove_a_draft_that_was_begun_since() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let sent = Sent { order: dana.new_order(), draft: Some(begun(&dana, number)) };
    dana.comment(sent, number.into(), "one").unwrap();
    let newer = begun(&dana, number);
    assert_ne!(Some(newer), sent.draft, "keys are never used again");
    dana.comment(sent, number.into(), "one").unwrap();
    assert_eq!(dana.drafts().unwrap().len(), 1);
    assert_eq!(dana.show(number).unwrap().comments.len(), 1);
}

#[test]
fn the_window_that_lost_a_draft_goes_on_as_another_and_takes_nothing_away() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let there = office.desk("dana");
    let draft = begun(&dana, number);
    dana.sign(None);
    assert!(there.drafts_of(DraftKind::Comment, Some(number)).unwrap()[0].is_open_elsewhere);
    assert!(!dana.drafts_of(DraftKind::Comment, Some(number)).unwrap()[0].is_open_elsewhere);
    office.clock.forward(31_000);
    assert!(!there.drafts().unwrap()[0].is_open_elsewhere, "a window that is silent for long is taken to be gone");
    office.clock.forward(-HOUR);
    assert!(!there.drafts().unwrap()[0].is_open_elsewhere, "nor does a clock that was set back open one");
    office.clock.forward(HOUR);
    there.discard_draft(draft).unwrap();
    assert!(there.take_draft(draft).unwrap(), "a window throws away only what it holds");
    let mine = half(DraftKind::Comment, Some(number), "mine");
    let kept = dana.keep_draft(Some(draft), &mine).unwrap();
    assert!(kept.is_another && kept.draft != draft);
    assert_eq!(texts(&dana.drafts().unwrap()), ["mine", "half a thought"]);
    dana.comment(Sent { order: dana.new_order(), draft: Some(draft) }, number.into(), "sent by who lost it").unwrap();
    assert_eq!(texts(&dana.drafts().unwrap()), ["mine", "half a thought"], "the other window's text stays");
    dana.sign(None);
    assert!(there.drafts().unwrap()[0].is_open_elsewhere);
    dana.keep_draft(Some(kept.draft), &Writing { put_aside: true, ..mine }).unwrap();
    assert!(!there.drafts().unwrap()[0].is_open_elsewhere, "what was put aside is open nowhere");
}

#[test]
fn drafts_of_what_is_gone_are_kept_and_say_what_is_in_the_way() {
    let office = Office::new();
    let [deleted, purged] = [office.ticket("ida", "deleted"), office.ticket("ida", "purged")];
    let dana = office.desk("dana");
    for number in [deleted, purged] {
        begun(&dana, number);
        dana.keep_draft(None, &half(DraftKind::Edit, Some(number), "the ticket's own text")).unwrap();
    }
    office.delete("sam", deleted);
    office.purge(purged);
    let left = dana.drafts().unwrap();
    assert_eq!(texts(&left), ["half a thought", "the ticket's own text", "half a thought"], "an edit is the ticket's text: it went");
    let obstacles: Vec<String> = left.iter().map(|offered| offered.obstacle.clone().unwrap()).collect();
    assert!(obstacles[0].contains("was purged by Sam Okafor"), "{obstacles:?}");
    assert!(obstacles[1].contains("is deleted") && obstacles[2].contains("is deleted"), "{obstacles:?}");
}

#[test]
fn a_guest_s_draft_tells_them_nothing_they_may_not_know() {
    let office = Office::new();
    let [lost, closed] = [office.ticket("ida", "lost"), office.ticket("ida", "closed")];
    let ida = office.desk("ida");
    begun(&ida, lost);
    begun(&ida, closed);
    office.walk("dana", closed, Status::Closed).unwrap();
    office.delete("sam", lost);
    let offered = ida.drafts().unwrap();
    assert_eq!(offered[0].obstacle.as_deref(), Some("the ticket is closed: reopen it to comment"));
    assert_eq!(offered[1].obstacle.as_deref(), Some(format!("there is no ticket {lost}").as_str()));
    assert_eq!((offered[0].ticket.as_ref().unwrap().version, &offered[1].ticket), (0, &None));
}

#[test]
fn what_staff_wrote_about_internals_rests_while_they_are_guests() {
    let office = Office::new();
    let number = office.ticket("kofi", "mine");
    let (sam, kofi) = (office.desk("sam"), office.desk("kofi"));
    for kind in [DraftKind::Comment, DraftKind::Note, DraftKind::Edit] {
        kofi.keep_draft(None, &half(kind, Some(number), kind.word())).unwrap();
    }
    let role = |role| UserEdit { role: Some(role), ..UserEdit::default() };
    sam.edit_user(sam.new_order(), &login("kofi"), &role(Role::Customer)).unwrap();
    assert_eq!(kofi.drafts().unwrap_err().to_string(), "you are a customer here now; open the desk again");
    let guest = office.desk("kofi");
    assert_eq!(texts(&guest.drafts().unwrap()), ["comment"]);
    assert!(guest.drafts_of(DraftKind::Note, Some(number)).unwrap().is_empty());
    sam.edit_user(sam.new_order(), &login("kofi"), &role(Role::Bartender)).unwrap();
    assert_eq!(kofi.drafts().unwrap().len(), 3);
    let disabled = UserEdit { active: Some(false), ..UserEdit::default() };
    sam.edit_user(sam.new_order(), &login("kofi"), &disabled).unwrap();
    assert!(kofi.drafts().is_err() && kofi.keep_draft(None, &half(DraftKind::New, None, "x")).is_err());
}

#[test]
fn one_that_another_version_wrote_hides_no_other() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let strange = begun(&dana, number);
    begun(&dana, number);
    office.raw().execute("UPDATE drafts SET content = '{}' WHERE id = ?1", [strange.0]).unwrap();
    assert_eq!((dana.drafts().unwrap().len(), dana.drafts_of(DraftKind::Comment, Some(number)).unwrap().len()), (1, 1));
    let kept: i64 = office.raw().query_row("SELECT count(*) FROM drafts", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 2, "it waits for whoever can read it");
}
