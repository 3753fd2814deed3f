//! The order of the list. A search takes it into its query; a view is sorted so until one goes elsewhere.

use super::go_to;
use crate::domain::query::{Query, Sort, SortKey, sorted};
use crate::tui::action::Action;
use crate::tui::request::Effect;
use crate::tui::state::{Item, Picker, Place, Popup, State, order_in_words};

/// Every order that a query can say, each with its key.
const ORDERS: [(char, SortKey, bool); 6] = [
    ('a', SortKey::Updated, false),
    ('z', SortKey::Updated, true),
    ('n', SortKey::Created, false),
    ('o', SortKey::Created, true),
    ('u', SortKey::Priority, false),
    ('l', SortKey::Priority, true),
];

pub fn open(state: &mut State) -> Vec<Effect> {
    let items = ORDERS.into_iter().map(|(letter, key, reversed)| {
        let sort = Sort { key, reversed };
        Item { key: Some(letter), title: order_in_words(sort).to_owned(), aside: sort.to_string(), action: Action::Sort(Some(sort)) }
    });
    state.popup = Some(Popup::Picker(Picker::new("Sort the list".to_owned(), items.collect())));
    Vec::new()
}

pub fn by(state: &mut State, sort: Sort) -> Vec<Effect> {
    state.popup = None;
    let place = match &state.place {
        Place::View(index) => {
            state.sorted = Some(sort);
            Place::View(*index)
        }
        Place::Search { text, query, from } => {
            let text = sorted(text, sort);
            let query = Query::parse(&text, state.me.role.into()).unwrap_or_else(|_| query.clone());
            Place::Search { text, query, from: *from }
        }
    };
    go_to(state, place)
}
