//! Random nights at a desk: what a guest, another guest and staff do, in the open and among themselves. The same night can be lived
//! without what staff do among themselves, or with other words in the other guest's mouth. Ids and numbers fall for each deed from the
//! night and the deed, so that nights that differ in some deeds draw alike in the others.

use crate::support::office::{HOUR, MINUTE, Office, TestDice, login};
use barback::desk::{Assignee, Desk, Edit, NewTicket, NewView, Set, Slot, Target, Whom};
use barback::domain::setting::{SettingName, Whose};
use barback::domain::{Category, Priority, Status, TicketNumber};
use std::sync::Arc;

/// Words that only staff say to each other.
pub const SECRET: [&str; 4] = ["fraud", "blacklist", "lawyer", "refundnever"];
/// Words that are said in the open.
pub const OPEN: [&str; 6] = ["bottle", "scanner", "till", "coat", "upstairs", "charged"];
/// What the other guest says in their stead.
const OTHER: [&str; 6] = ["cloakroom", "wristband", "tap", "stairs", "gin", "key"];

/// How a night is lived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    ItWas,
    /// Staff do nothing among themselves.
    WithoutSecrets,
    /// The other guest says other words.
    WithOtherWords,
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    // The guest who looks on, and the other.
    File { other: bool },
    Say { other: bool },
    CloseOrReopen,
    // Staff, in the open, on the guest's tickets.
    Answer,
    Move(Status),
    Retitle,
    Sort,
    // Staff among themselves.
    Note,
    NoteAndBack,
    Rank,
    Assign,
    AssignAndBack,
    DeleteAndBack,
    FileForOther,
    AnswerOther,
    PurgeOther,
    View,
    Setting,
    Glance,
}

impl Deed {
    fn is_secret(self) -> bool {
        use Deed as D;
        matches!(
            self,
            D::Note
                | D::NoteAndBack
                | D::Rank
                | D::Assign
                | D::AssignAndBack
                | D::DeleteAndBack
                | D::FileForOther
                | D::AnswerOther
                | D::PurgeOther
                | D::View
                | D::Setting
                | D::Glance
        )
    }

    fn drawn(dice: &TestDice) -> Self {
        use Deed as D;
        const STATUSES: [Status; 3] = [Status::InProgress, Status::Resolved, Status::Open];
        match dice.next() % 26 {
            0 | 1 => D::File { other: false },
            2 => D::File { other: true },
            3 | 4 => D::Say { other: false },
            5 => D::Say { other: true },
            6 => D::CloseOrReopen,
            7 | 8 => D::Answer,
            9..=11 => D::Move(STATUSES[usize::try_from(dice.next() % 3).unwrap()]),
            12 => D::Retitle,
            13 => D::Sort,
            14 | 15 => D::Note,
            16 => D::NoteAndBack,
            17 => D::Rank,
            18 => D::Assign,
            19 => D::AssignAndBack,
            20 => D::DeleteAndBack,
            21 => D::FileForOther,
            22 => D::AnswerOther,
            23 => D::PurgeOther,
            24 => D::View,
            _ => [D::Setting, D::Glance][usize::try_from(dice.next() % 2).unwrap()],
        }
    }
}

/// A desk after some of a night, and the tickets that there are for whom.
pub struct Night {
    pub office: Office,
    pub own: Vec<TicketNumber>,
    pub others: Vec<TicketNumber>,
    seed: u64,
    how: As,
}

/// How many deeds a night has.
pub const DEEDS: u64 = 24;

impl Night {
    pub fn begin(seed: u64, how: As) -> Self {
        let mut night = Self { office: Office::new(), own: Vec::new(), others: Vec::new(), seed, how };
        // There is something to do from the beginning.
        night.happen(900, Deed::File { other: false });
        night.happen(901, Deed::File { other: true });
        night.happen(902, Deed::File { other: false });
        night
    }

    /// What came `place`th.
    pub fn go_on(&mut self, place: u64) {
        let deed = Deed::drawn(&self.dice(place));
        if self.how != As::WithoutSecrets || !deed.is_secret() {
            self.happen(place, deed);
        } else {
            self.set_clock(place);
        }
    }

    fn dice(&self, place: u64) -> TestDice {
        TestDice::new(self.seed.wrapping_mul(7919).wrapping_add(place))
    }

    /// By the place in the night alone; at times two deeds share an instant, or the clock goes back.
    fn set_clock(&self, place: u64) {
        let begun = crate::support::office::EVENING;
        let drawn = self.dice(place + 5_000).next();
        let at = if place >= 900 { place.cast_signed() - 900 } else { 10 + (place - u64::from(drawn.is_multiple_of(4))).cast_signed() };
        let back = if drawn.is_multiple_of(11) { -30 * MINUTE } else { 0 };
        self.office.clock.set(begun - HOUR + at * 7 * MINUTE + back);
    }

    fn desk(&self, who: &str, place: u64) -> Desk {
        let dice = Arc::new(TestDice::new(self.seed.wrapping_mul(104_729).wrapping_add(place)));
        Desk::seat(self.office.store(), self.office.clock.clone(), dice, login(who)).unwrap()
    }

    fn happen(&mut self, place: u64, deed: Deed) {
        self.set_clock(place);
        let dice = self.dice(place + 10_000);
        let drawn: Vec<usize> = (0..3).map(|_| usize::try_from(dice.next() % 720).unwrap()).collect();
        let pick = |among: &[&'static str], draw: usize| among[drawn[draw] % among.len()];
        let one = |tickets: &[TicketNumber]| tickets.get(usize::try_from(dice.next() % tickets.len().max(1) as u64).unwrap()).copied();
        let words = format!("{} {} {place}", pick(&OPEN, 0), pick(&OPEN, 1));
        let by_other = if self.how == As::WithOtherWords { format!("{} {place}", pick(&OTHER, 0)) } else { words.clone() };
        let secret = format!("{} {} {place}", pick(&SECRET, 2), pick(&OPEN, 0));
        let (own, theirs) = (one(&self.own).map(Target::from), one(&self.others).map(Target::from));
        let turn = Turn { place, dice, words, by_other, secret, own, theirs };
        // Some deeds are refused, as where a ticket stands otherwise: in every life of the night alike.
        self.guests_do(deed, &turn);
        self.staff_do(deed, &turn);
        self.staff_do_among_themselves(deed, &turn);
    }

    fn guests_do(&mut self, deed: Deed, turn: &Turn) {
        let who = |other| if other { ("noor", &turn.by_other) } else { ("ida", &turn.words) };
        match deed {
            Deed::File { other } => {
                let (who, words) = who(other);
                let desk = self.desk(who, turn.place);
                let filed = desk.create(desk.new_order(), &new(words)).unwrap().value.number;
                if other { self.others.push(filed) } else { self.own.push(filed) }
            }
            Deed::Say { other } => {
                let (who, words) = who(other);
                let desk = self.desk(who, turn.place);
                let on = if other { turn.theirs } else { turn.own };
                let _ = on.map(|on| desk.comment(desk.new_order(), on, words));
            }
            Deed::CloseOrReopen => {
                let desk = self.desk("ida", turn.place);
                let to = if turn.dice.next().is_multiple_of(2) { Status::Closed } else { Status::Open };
                let _ = turn.own.map(|own| desk.transition(desk.new_order(), &[own], to, None, None));
            }
            _ => {}
        }
    }

    fn staff_do(&self, deed: Deed, turn: &Turn) {
        let desk = self.desk("dana", turn.place);
        let (Some(own), order) = (turn.own, desk.new_order()) else { return };
        match deed {
            Deed::Answer => drop(desk.comment(order, own, &turn.words)),
            Deed::Move(to) => drop(desk.transition(order, &[own], to, Some(&turn.words), None)),
            Deed::Retitle => {
                drop(desk.edit(order, &[own], &Edit { subject: Some(Set::blindly(turn.words.clone())), ..Edit::default() }));
            }
            Deed::Sort => {
                let category = Some(Set::blindly(turn.one_of(Category::ALL)));
                drop(desk.edit(order, &[own], &Edit { category, ..Edit::default() }));
            }
            _ => {}
        }
    }

    fn staff_do_among_themselves(&self, deed: Deed, turn: &Turn) {
        let [dana, kofi, sam] = ["dana", "kofi", "sam"].map(|who| self.desk(who, turn.place));
        let Some(own) = turn.own else { return };
        let for_noor = || NewTicket { requester: Some(Whom::Login(login("noor"))), ..new(&turn.secret) };
        let to = |who: &str| Assignee::User(Whom::Login(login(who)));
        match deed {
            Deed::Note => drop(dana.note(dana.new_order(), own, &turn.secret)),
            Deed::NoteAndBack => {
                dana.note(dana.new_order(), own, &turn.secret).unwrap();
                dana.undo(dana.new_order()).unwrap();
            }
            Deed::Rank => {
                let priority = Some(Set::blindly(turn.one_of(Priority::ALL)));
                drop(dana.edit(dana.new_order(), &[own], &Edit { priority, ..Edit::default() }));
            }
            Deed::Assign => drop(dana.assign(dana.new_order(), &[own], &to(turn.one_of(&["dana", "kofi", "sam"])), None)),
            Deed::AssignAndBack => {
                // Kofi does nothing else, so what he takes back is this.
                kofi.assign(kofi.new_order(), &[own], &to("sam"), None).unwrap();
                let _ = kofi.undo(kofi.new_order()).and_then(|_| kofi.redo(kofi.new_order()));
            }
            Deed::DeleteAndBack => {
                sam.delete(sam.new_order(), &[own]).unwrap();
                sam.undelete(sam.new_order(), &[own]).unwrap();
            }
            Deed::FileForOther => {
                let urgent = NewTicket { priority: Some(Priority::Urgent), ..for_noor() };
                dana.create(dana.new_order(), &urgent).unwrap();
            }
            Deed::AnswerOther => drop(turn.theirs.map(|theirs| dana.comment(dana.new_order(), theirs, &turn.words))),
            Deed::PurgeOther => {
                let filed = sam.create(sam.new_order(), &for_noor()).unwrap().value.number;
                sam.delete(sam.new_order(), &[filed.into()]).unwrap();
                sam.purge(sam.new_order(), &[filed.into()]).unwrap();
            }
            Deed::View => {
                let view = NewView { name: turn.secret.clone(), query: "is:open".to_owned(), slot: Slot::Same, shared: true };
                sam.save_view(sam.new_order(), &view).unwrap();
            }
            Deed::Setting => drop(dana.set(dana.new_order(), SettingName::Bell, Whose::Mine, Some("off"))),
            Deed::Glance => {
                let ticket = dana.show(own.number).unwrap().ticket;
                dana.looked_at(own.number, ticket.requester_spoke_at).unwrap();
            }
            _ => {}
        }
    }
}

/// What a deed is done with.
struct Turn {
    place: u64,
    dice: TestDice,
    words: String,
    by_other: String,
    secret: String,
    own: Option<Target>,
    theirs: Option<Target>,
}

impl Turn {
    fn one_of<T: Copy>(&self, among: &[T]) -> T {
        among[usize::try_from(self.dice.next() % among.len() as u64).unwrap()]
    }
}

fn new(subject: &str) -> NewTicket {
    NewTicket { subject: subject.to_owned(), description: subject.repeat(2), ..NewTicket::default() }
}
