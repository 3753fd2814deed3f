//! A few days of a desk, made up: what happens, and the queries people type meanwhile.

use crate::support::office::{DAY, HOUR, MINUTE, Office, PEOPLE, login};
use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, Set, Target, UserEdit, Whom};
use barback::domain::{Category, Priority, Status, TicketNumber};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Words of many scripts, many of them nearly alike.
const WORDS: [&str; 36] = [
    "bottle",
    "Bottles",
    "bot",
    "café",
    "CAFE\u{301}",
    "Straße",
    "STRASSE",
    "日本",
    "日本語",
    "Привет",
    "приветствие",
    "क्षा",
    "مُحَمَّد",
    "שלום",
    "can't",
    "can",
    "t",
    "482913",
    "tkt",
    "x²",
    "NEAR",
    "AND",
    "a\u{E000}b",
    "b",
    "ﬁne",
    "🅰",
    "👩‍🍳",
    "O'Brien",
    "Ødegård",
    "…",
    "瓶を交換できません",
    "交換",
    "ｶﾞｷﾞ",
    "ขวด",
    "교환해주세요",
    "example",
];

#[derive(Clone, Debug)]
pub enum Happening {
    Create { who: &'static str, subject: String, description: String, category: Category },
    Comment { on: Index, who: &'static str, text: String },
    Note { on: Index, text: String },
    Assign { on: Index, to: Option<&'static str> },
    Walk { on: Index, to: Status },
    Subject { on: Index, to: String },
    Description { on: Index, to: String },
    Urgency { on: Index, to: Priority },
    Requester { on: Index, to: &'static str },
    Delete { on: Index },
    Undelete { on: Index },
    Purge { on: Index },
    Rename { who: &'static str, to: String },
    Wait { millis: i64 },
}

fn somebody() -> impl Strategy<Value = &'static str> {
    select(PEOPLE.map(|(login, ..)| login).to_vec())
}

fn text() -> impl Strategy<Value = String> {
    let part = (select(&WORDS), select(&[" ", " ", "-", "\u{3000}", ", ", "\n"]));
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.into_iter().map(|(word, blank)| word.to_owned() + blank).collect())
}

pub fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    let on = any::<Index>;
    let creating = || {
        (somebody(), text(), text(), select(Category::ALL)).prop_map(|(who, subject, description, category)| Create {
            who,
            subject,
            description,
            category,
        })
    };
    prop_oneof![
        6 => creating(),
        3 => (on(), somebody(), text()).prop_map(|(on, who, text)| Comment { on, who, text }),
        3 => (on(), text()).prop_map(|(on, text)| Note { on, text }),
        2 => (on(), prop::option::of(select(&["sam", "dana", "kofi"]))).prop_map(|(on, to)| Assign { on, to }),
        3 => (on(), select(Status::ALL)).prop_map(|(on, to)| Walk { on, to }),
        1 => (on(), text()).prop_map(|(on, to)| Subject { on, to }),
        1 => (on(), text()).prop_map(|(on, to)| Description { on, to }),
        2 => (on(), select(Priority::ALL)).prop_map(|(on, to)| Urgency { on, to }),
        1 => (on(), somebody()).prop_map(|(on, to)| Requester { on, to }),
        2 => on().prop_map(|on| Delete { on }),
        1 => on().prop_map(|on| Undelete { on }),
        1 => on().prop_map(|on| Purge { on }),
        1 => (somebody(), text()).prop_map(|(who, to)| Rename { who, to }),
        4 => select(&[1, MINUTE, HOUR, DAY, -HOUR]).prop_map(|millis| Wait { millis }),
    ]
}

/// Makes it happen. What the rules refuse does not; what the file refuses fails the test.
pub fn happen(office: &Office, desks: &[Desk], tickets: &mut Vec<TicketNumber>, what: &Happening) {
    use Happening::*;
    let desk = |who: &str| &desks[PEOPLE.iter().position(|(login, ..)| *login == who).unwrap()];
    let (sam, order) = (desk("sam"), desk("sam").new_order());
    let target = |on: &Index| -> Vec<Target> { if tickets.is_empty() { Vec::new() } else { vec![(*on.get(tickets)).into()] } };
    let edit = |on: &Index, edit: Edit| sam.edit(order, &target(on), &edit).map(drop);
    let outcome = match what {
        Create { who, subject, description, category } => {
            let new =
                NewTicket { subject: subject.clone(), description: description.clone(), category: Some(*category), ..NewTicket::default() };
            desk(who).create(order, &new).map(|done| tickets.push(done.value.number))
        }
        Comment { on, who, text } => target(on).iter().try_for_each(|on| desk(who).comment(order, *on, text).map(drop)),
        Note { on, text } => target(on).iter().try_for_each(|on| sam.note(order, *on, text).map(drop)),
        Assign { on, to } => {
            let to = to.map_or(Assignee::Nobody, |who| Assignee::User(Whom::Login(login(who))));
            sam.assign(order, &target(on), &to, None).map(drop)
        }
        Walk { on, to } => sam.transition(order, &target(on), *to, None, None).map(drop),
        Subject { on, to } => edit(on, Edit { subject: Some(Set::blindly(to.clone())), ..Edit::default() }),
        Description { on, to } => edit(on, Edit { description: Some(Set::blindly(to.clone())), ..Edit::default() }),
        Urgency { on, to } => edit(on, Edit { priority: Some(Set::blindly(*to)), ..Edit::default() }),
        Requester { on, to } => edit(on, Edit { requester: Some(Set::blindly(Whom::Login(login(to)))), ..Edit::default() }),
        Delete { on } => sam.delete(order, &target(on)).map(drop),
        Undelete { on } => sam.undelete(order, &target(on)).map(drop),
        Purge { on } => sam.purge(order, &target(on)).map(drop),
        Rename { who, to } => sam.edit_user(order, &login(who), &UserEdit { name: Some(to.clone()), ..UserEdit::default() }).map(drop),
        Wait { millis } => {
            office.clock.forward(*millis);
            Ok(())
        }
    };
    assert!(!matches!(outcome, Err(DeskError::Store(_))), "{what:?}: {outcome:?}");
}

/// A query of the language, mostly one that can be read.
pub fn query() -> impl Strategy<Value = String> {
    let term = (select(&["", "", "", "-", "not:"]), prop_oneof![3 => typed_words(), 4 => field()])
        .prop_map(|(sign, term)| sign.to_owned() + &term);
    let sort = prop::option::weighted(
        0.4,
        select(&["sort:updated", "sort:-updated", "sort:created", "sort:-created", "sort:priority", "sort:-priority"]),
    );
    (prop::collection::vec(term, 0..4), sort)
        .prop_map(|(terms, sort)| terms.into_iter().chain(sort.map(str::to_owned)).collect::<Vec<_>>().join(" "))
}

fn typed_words() -> impl Strategy<Value = String> {
    let begun = (select(&WORDS), any::<Index>()).prop_map(|(word, length)| {
        let letters: Vec<char> = word.chars().collect();
        letters[..=length.index(letters.len())].iter().collect::<String>()
    });
    let phrase = prop::collection::vec(select(&WORDS), 1..3).prop_map(|words| format!("\"{}\"", words.join(" ")));
    // `#0` stands for the first ticket's digits, and so on.
    prop_oneof![5 => begun, 3 => phrase, 1 => "#[0-4]", 1 => "TKT-#[0-4]"]
}

fn field() -> impl Strategy<Value = String> {
    let list = |field: &'static str, values: &'static [&'static str]| {
        prop::collection::vec(select(values), 1..3).prop_map(move |values| format!("{field}:{}", values.join(",")))
    };
    let when = &[
        "2026-11-22",
        "2026-11-23",
        "<2026-11-23",
        ">2026-11-22",
        ">=2026-11-24",
        "<=2026-11-22",
        "2026-11-23..2026-11-24",
        "<1h",
        ">1h",
        "<2d",
        ">1d",
        "<=1m",
        ">=3w",
    ];
    prop_oneof![
        list("status", &["open", "in_progress", "resolved", "closed"]),
        list("priority", &["low", ">=medium", "<high", "urgent"]),
        list("category", &["technical", "billing", "account", "redemption", "general"]),
        list("assignee", &["me", "none", "sam", "dana", "kofi", "ida"]),
        list("requester", &["me", "sam", "ida", "noor", "ida@example.org", "Noor@Example.org"]),
        select(when).prop_map(|when| format!("created:{when}")),
        select(when).prop_map(|when| format!("updated:{when}")),
        select(&["open", "in_progress", "resolved", "closed", "active", "unassigned", "mine", "deleted"]).prop_map(|is| format!("is:{is}")),
    ]
}
