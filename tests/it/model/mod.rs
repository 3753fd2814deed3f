//! The desk against a small model of its rules: several people do things by chance, and after every step both agree, and so do the
//! counters, the search index and the history.

mod world;

use crate::support::office::{MINUTE, Office, PEOPLE, login};
use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, Set, Target, UserEdit, Whom};
use barback::domain::search::Page;
use barback::domain::{Category, Priority, Role, Status, TicketNumber};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use world::{Outcome, Person, Value, World};

/// Something somebody tries.
#[derive(Clone, Debug)]
enum Step {
    Create { who: usize, requester: usize, priority: Option<Priority>, assignee: Option<usize> },
    Edit { who: usize, on: usize, to: Value, is_stale: bool },
    Walk { who: usize, on: usize, to: Status },
    Say { who: usize, on: usize, internal: bool },
    Delete { who: usize, on: usize, is_back: bool },
    Purge { who: usize, on: usize },
    Person { who: usize, whom: usize, role: Option<Role>, active: Option<bool> },
    Undo { who: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..PEOPLE.len();
    let on = || 0..5_usize;
    let value = prop_oneof![
        Just(Value::Subject(String::new())),
        select(Category::ALL).prop_map(Value::Category),
        select(Priority::ALL).prop_map(Value::Priority),
        who().prop_map(Value::Requester),
        prop::option::of(who()).prop_map(Value::Assignee),
    ];
    prop_oneof![
        2 => (who(), who(), prop::option::of(select(Priority::ALL)), prop::option::of(who()))
            .prop_map(|(who, requester, priority, assignee)| Step::Create { who, requester, priority, assignee }),
        2 => who().prop_map(|who| Step::Create { who, requester: who, priority: None, assignee: None }),
        8 => (who(), on(), value, prop::bool::weighted(0.2)).prop_map(|(who, on, to, is_stale)| Step::Edit { who, on, to, is_stale }),
        12 => (who(), on(), select(Status::ALL)).prop_map(|(who, on, to)| Step::Walk { who, on, to }),
        6 => (who(), on(), any::<bool>()).prop_map(|(who, on, internal)| Step::Say { who, on, internal }),
        4 => (who(), on(), any::<bool>()).prop_map(|(who, on, is_back)| Step::Delete { who, on, is_back }),
        1 => (who(), on()).prop_map(|(who, on)| Step::Purge { who, on }),
        9 => (prop_oneof![who(), Just(0)], who(), prop::option::weighted(0.3, select(Role::ALL)), prop::option::weighted(0.8, any::<bool>()))
            .prop_map(|(who, whom, role, active)| Step::Person { who, whom, role, active }),
        6 => who().prop_map(|who| Step::Undo { who }),
    ]
}

/// How every story begins: each of the staff is at work on something of a guest's.
fn prologue() -> Vec<Step> {
    let create = |who| Step::Create { who, requester: who, priority: None, assignee: None };
    let start = |who, on| Step::Walk { who, on, to: Status::InProgress };
    vec![create(3), create(4), create(3), start(0, 0), start(1, 1), start(2, 2)]
}

/// A desk and its model.
struct Both {
    office: Office,
    desks: Vec<Desk>,
    world: World,
    numbers: Vec<TicketNumber>,
    words: usize,
}

impl Both {
    fn new() -> Self {
        let office = Office::new();
        let desks = PEOPLE.iter().map(|(login, ..)| office.desk(login)).collect();
        let people = PEOPLE.iter().map(|(login, _, role)| Person { login, role: *role, active: true }).collect();
        Self { office, desks, world: World::of(people), numbers: Vec::new(), words: 0 }
    }

    /// A text that nothing else says.
    fn text(&mut self) -> String {
        self.words += 1;
        format!("word{}x", self.words)
    }

    /// Tries it in both. `None` where the model does not know.
    fn happen(&mut self, step: &Step) -> Option<(Outcome, Result<(), DeskError>)> {
        self.office.clock.forward(MINUTE);
        self.world.now = self.desks[0].now().0;
        let on = |on: usize| (!self.numbers.is_empty()).then(|| on % self.numbers.len());
        let named = |user: usize| Whom::Login(login(PEOPLE[user].0));
        match step.clone() {
            Step::Create { who, requester, priority, assignee } => {
                let subject = self.text();
                let assigned = assignee.map(|assignee| Assignee::User(named(assignee)));
                let new = NewTicket {
                    subject: subject.clone(),
                    priority,
                    assignee: assigned,
                    requester: Some(named(requester)),
                    ..NewTicket::default()
                };
                let made = self.desks[who].create(self.desks[who].new_order(), &new);
                let wanted = self.world.create(who, requester, &subject, priority, assignee);
                Some((wanted, made.map(|done| self.numbers.push(done.value.number))))
            }
            Step::Edit { who, on: at, to, is_stale } => {
                let ticket = on(at)?;
                let to = if matches!(to, Value::Subject(_)) { Value::Subject(self.text()) } else { to };
                Some(self.edit(who, ticket, &to, is_stale))
            }
            Step::Walk { who, on: at, to } => {
                let (ticket, desk) = (on(at)?, &self.desks[who]);
                let done = desk.transition(desk.new_order(), &[self.numbers[ticket].into()], to, None, None);
                Some((self.world.walk(who, ticket, to), done.map(drop)))
            }
            Step::Say { who, on: at, internal } => {
                let (ticket, text) = (on(at)?, self.text());
                let (desk, target) = (&self.desks[who], Target::from(self.numbers[ticket]));
                let order = desk.new_order();
                let done = if internal { desk.note(order, target, &text).map(drop) } else { desk.comment(order, target, &text).map(drop) };
                Some((self.world.say(who, ticket, &text, internal), done))
            }
            Step::Delete { who, on: at, is_back } => {
                let (ticket, desk) = (on(at)?, &self.desks[who]);
                let (order, targets) = (desk.new_order(), [self.numbers[ticket].into()]);
                let done = if is_back { desk.undelete(order, &targets) } else { desk.delete(order, &targets) };
                Some((self.world.delete(who, ticket, is_back), done.map(drop)))
            }
            Step::Purge { who, on: at } => {
                let (ticket, desk) = (on(at)?, &self.desks[who]);
                let done = desk.purge(desk.new_order(), &[self.numbers[ticket].into()]);
                Some((self.world.purge(who, ticket), done.map(drop)))
            }
            Step::Person { who, whom, role, active } => {
                let desk = &self.desks[who];
                let done = desk.edit_user(desk.new_order(), &login(PEOPLE[whom].0), &UserEdit { role, active, ..UserEdit::default() });
                // Whoever changes sides comes in by the other door.
                self.desks[whom] = self.office.desk(PEOPLE[whom].0);
                Some((self.world.change_person(who, whom, role, active), done.map(drop)))
            }
            Step::Undo { who } => {
                let wanted = self.world.undo(who)?;
                Some((wanted, self.desks[who].undo(self.desks[who].new_order()).map(drop)))
            }
        }
    }

    fn edit(&mut self, who: usize, ticket: usize, to: &Value, is_stale: bool) -> (Outcome, Result<(), DeskError>) {
        let (desk, targets) = (&self.desks[who], [self.numbers[ticket].into()]);
        let named = |user: usize| login(PEOPLE[user].0);
        // What it never was: somebody else has set it since, whatever it is.
        let (edit, stale) = match to.clone() {
            Value::Subject(text) => {
                let seen = is_stale.then(|| "never so".to_owned());
                (Edit { subject: Some(Set { to: text, seen }), ..Edit::default() }, Value::Subject("never so".to_owned()))
            }
            Value::Category(category) => {
                let seen = is_stale.then_some(Category::Account);
                (Edit { category: Some(Set { to: category, seen }), ..Edit::default() }, Value::Category(Category::Account))
            }
            Value::Priority(priority) => {
                let seen = is_stale.then_some(Priority::Low);
                (Edit { priority: Some(Set { to: priority, seen }), ..Edit::default() }, Value::Priority(Priority::Low))
            }
            Value::Requester(user) => {
                let seen = is_stale.then(|| named(3));
                (Edit { requester: Some(Set { to: Whom::Login(named(user)), seen }), ..Edit::default() }, Value::Requester(3))
            }
            Value::Assignee(user) => {
                let assignee = user.map_or(Assignee::Nobody, |user| Assignee::User(Whom::Login(named(user))));
                let seen = Some(named(1));
                let done = desk.assign(desk.new_order(), &targets, &assignee, is_stale.then_some(&seen));
                let stale = Value::Assignee(Some(1));
                return (self.world.edit(who, ticket, to, is_stale.then_some(&stale)), done.map(drop));
            }
            Value::Status(_) => unreachable!("statuses are walked to"),
        };
        let done = desk.edit(desk.new_order(), &targets, &edit);
        (self.world.edit(who, ticket, to, is_stale.then_some(&stale)), done.map(drop))
    }

    /// Whether the desk is as the model has it.
    fn agree(&self) -> Result<(), TestCaseError> {
        let admin = self.world.people.iter().position(|person| person.active && person.role == Role::Admin).unwrap();
        let desk = &self.desks[admin];
        let named = |user: usize| self.world.people[user].login;
        while desk.tidy().unwrap() {}
        for (of, number) in self.world.tickets.iter().zip(&self.numbers) {
            if of.is_purged {
                prop_assert_eq!(desk.show(*number).expect_err("purged").code(), "not_found");
                continue;
            }
            let dossier = desk.show(*number).unwrap();
            let is = &dossier.ticket;
            prop_assert_eq!((&is.subject, is.category, is.priority, is.status), (&of.subject, of.category, of.priority, of.status));
            prop_assert_eq!(is.requester.login.as_str(), named(of.requester));
            prop_assert_eq!(is.assignee.as_ref().map(|person| person.login.as_str()), of.assignee.map(named));
            prop_assert_eq!((is.version, is.updated_at.0, is.deleted_at.is_some()), (of.version, of.updated, of.is_deleted), "{}", number);
            prop_assert_eq!(i64::try_from(dossier.events.len()), Ok(of.version), "each event is one of the version");
            prop_assert_eq!(
                (is.resolved_at.is_some(), is.closed_at.is_some()),
                (of.status >= Status::Resolved, of.status == Status::Closed)
            );
            let said: Vec<(&str, &str)> = dossier.comments.iter().map(|words| (words.author.login.as_str(), words.body.as_str())).collect();
            prop_assert_eq!(said, of.comments.iter().map(|(by, text)| (named(*by), text.as_str())).collect::<Vec<_>>());
            let noted: Vec<&str> = dossier.notes.iter().map(|note| note.0.body.as_str()).collect();
            prop_assert_eq!(noted, of.notes.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>());
            let words = of.comments.iter().chain(&of.notes).map(|(_, text)| text).chain([&of.subject]);
            for word in words {
                let found = list(desk, word)?;
                prop_assert_eq!(found, if of.is_deleted { Vec::new() } else { vec![*number] }, "{}", word);
            }
        }
        self.lists_agree()?;
        let findings = desk.examine(&mut |_, _| {}).unwrap();
        prop_assert!(findings.is_empty(), "{:?}", findings);
        Ok(())
    }

    fn lists_agree(&self) -> Result<(), TestCaseError> {
        for (who, person) in self.world.people.iter().enumerate().filter(|(_, person)| person.active) {
            let there = self.world.tickets.iter().zip(&self.numbers).enumerate();
            let mut mine: Vec<_> = there.filter(|(place, (of, _))| self.world.is_visible(who, *place) && !of.is_deleted).collect();
            if !person.is_staff() {
                // What moves their list are public changes only: the tickets are the same, the order is not the model's to say.
                mine.sort_by_key(|(_, (_, number))| **number);
                let mut found = list(&self.desks[who], "")?;
                found.sort();
                prop_assert_eq!(found, mine.into_iter().map(|(_, (_, number))| *number).collect::<Vec<_>>(), "{}", person.login);
                continue;
            }
            mine.sort_by_key(|(place, (of, _))| std::cmp::Reverse((of.updated, *place)));
            let wanted: Vec<TicketNumber> = mine.iter().map(|(_, (_, number))| **number).collect();
            prop_assert_eq!(list(&self.desks[who], "")?, wanted, "{}", person.login);
            let counts = self.desks[who].counts().unwrap();
            let of = |status: Status| i64::try_from(mine.iter().filter(|(_, (of, _))| of.status == status).count()).unwrap();
            prop_assert_eq!(
                (counts.open, counts.in_progress, counts.resolved, counts.closed),
                (of(Status::Open), of(Status::InProgress), of(Status::Resolved), of(Status::Closed))
            );
        }
        Ok(())
    }
}

fn list(desk: &Desk, query: &str) -> Result<Vec<TicketNumber>, TestCaseError> {
    let query = desk.read_query(query).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let listing = desk.list(&query, &Page::first(200)).map_err(|error| TestCaseError::fail(error.to_string()))?;
    Ok(listing.tickets.iter().map(|ticket| ticket.number).collect())
}

#[test]
fn desk_and_model_agree_after_every_step() {
    let cases = u32::try_from(crate::torture::rounds(16, 1_500)).unwrap();
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (steps, done) = (std::cell::Cell::new(0_u64), std::cell::Cell::new(0_u64));
    let outcome = runner.run(&prop::collection::vec(step(), 60), |story| {
        let mut both = Both::new();
        for step in prologue().iter().chain(&story) {
            let Some((wanted, is)) = both.happen(step) else { continue };
            steps.set(steps.get() + 1);
            done.set(done.get() + u64::from(is.is_ok()));
            let is = is.map_err(|error| (error.code(), error.to_string()));
            prop_assert_eq!(is.clone().map_err(|error| error.0), wanted, "{:?}: {:?}", step, is);
            both.agree()?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(done.get() > steps.get() / 4, "too much is refused: {} of {}", done.get(), steps.get());
    crate::torture::report("steps against the model", format!("{cases} stories, {} steps, {} done, all agree", steps.get(), done.get()));
}
