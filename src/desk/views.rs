//! Views that staff keep: their own, and those that an admin shares with everybody. A view has no ticket, and undo does
//! not know it: saving it again is as quick.

use super::session::Session;
use super::{Desk, DeskError, Done, Result};
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::Act;
use crate::domain::query::{Query, QueryError, remarks};
use crate::domain::setting::Whose;
use crate::domain::text::{Field, clean};
use crate::domain::view::{Digit, MOST_VIEWS, View, name_key};
use crate::domain::{OrderId, Refusal, User, bounds};
use crate::store::Read;
use serde_json::Value;

/// A view to keep, as it was sent. One of the same name is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewView {
    pub name: String,
    pub query: String,
    pub slot: Slot,
    /// For everybody, not for whoever asks alone.
    pub shared: bool,
}

/// Which digit a view gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The one it has, if it has one.
    Same,
    Without,
    On(Digit),
}

/// A view as it is listed: with its query read, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedView {
    pub view: View,
    pub query: std::result::Result<Query, QueryError>,
}

/// A view that was saved, and the one it took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptView {
    pub view: View,
    pub before: Option<View>,
}

impl Desk {
    /// The views of whoever asks and those of everybody. Theirs first, and by digit.
    ///
    /// # Errors
    /// If the role keeps none.
    pub fn views(&self) -> Result<Vec<ListedView>> {
        let (store, me) = self.staff_sight(Act::KeepViews)?;
        store.views(me.id)?.into_iter().map(|view| self.listed(store.as_ref(), &me, view)).collect()
    }

    /// Keeps a query under a name.
    ///
    /// # Errors
    /// If it cannot be read, the name is out of bounds, the digit is another view's, there are too many, or the role may not.
    pub fn save_view(&self, order: OrderId, new: &NewView) -> Result<Done<KeptView>> {
        self.carry_out(order, |session| {
            session.allow(act(new.shared), None)?;
            self.readable(session.store.as_ref(), &session.me, &new.query)?;
            let (name, query) = (bounds::name(&new.name)?, clean(&new.query, Field::Line));
            self.readable(session.store.as_ref(), &session.me, &query.text)?;
            let others = session.views(new.shared)?;
            let before = others.iter().find(|view| view.key() == name_key(&name.text)).cloned();
            let digit = match new.slot {
                Slot::Same => before.as_ref().and_then(|view| view.digit),
                Slot::Without => None,
                Slot::On(digit) => Some(digit),
            };
            let view = View { owner: session.owner(new.shared), name: name.text.clone(), digit, query: query.text.clone() };
            if before.as_ref() != Some(&view) && !session.store.order_done(order)? {
                demand_room(&others, &view)?;
                let change = Change::new(EventKind::ViewSaved, before.as_ref().map_or(Value::Null, View::told), view.told());
                session.store.save_view(&view, &session.event_about(Whose::Desk, change)?)?;
            }
            let remarks = remarks(&query.text, session.me.role.into());
            Ok(Done::new(KeptView { view, before }, name.notice().into_iter().chain(query.notice()).chain(remarks)))
        })
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// If there is none of this name, or the role may not.
    pub fn remove_view(&self, order: OrderId, name: &str, shared: bool) -> Result<View> {
        self.carry_out(order, |session| {
            session.allow(act(shared), None)?;
            if let Some(view) = session.removed_before()? {
                return Ok(view);
            }
            let found = session.views(shared)?.into_iter().find(|view| view.key() == name_key(&clean(name, Field::Line).text));
            let view = found.ok_or_else(|| Refusal::NoSuchView { name: name.to_owned(), whose: whose(shared) })?;
            let change = Change::new(EventKind::ViewRemoved, view.told(), Value::Null);
            session.store.remove_view(&view, &session.event_about(Whose::Desk, change)?)?;
            Ok(view)
        })
    }

    fn listed(&self, store: &dyn Read, me: &User, view: View) -> Result<ListedView> {
        let query = match self.readable(store, me, &view.query) {
            Ok(query) => Ok(query),
            Err(DeskError::Query(error)) => Err(error),
            Err(other) => return Err(other),
        };
        Ok(ListedView { view, query })
    }

    /// A query that can be read and whose people the desk knows.
    fn readable(&self, store: &dyn Read, me: &User, text: &str) -> Result<Query> {
        let query = Query::parse(text, me.role.into())?;
        self.search(store, Some(store), me, &query)?;
        Ok(query)
    }
}

impl Session<'_> {
    fn owner(&self, shared: bool) -> Option<crate::domain::UserId> {
        (!shared).then_some(self.me.id)
    }

    /// Mine, or everybody's.
    fn views(&self, shared: bool) -> Result<Vec<View>> {
        let owner = self.owner(shared);
        Ok(self.store.views(self.me.id)?.into_iter().filter(|view| view.owner == owner).collect())
    }

    /// The view that this order removed when it was carried out first.
    fn removed_before(&self) -> Result<Option<View>> {
        let events = self.store.done_by(self.order)?;
        let removed = events.iter().find(|event| event.change.kind == EventKind::ViewRemoved);
        Ok(removed.and_then(|event| View::remembered(&event.change.before, self.me.id)))
    }
}

fn act(shared: bool) -> Act {
    if shared { Act::ShareViews } else { Act::KeepViews }
}

fn whose(shared: bool) -> &'static str {
    if shared { "shared" } else { "of yours" }
}

/// Refuses a digit that another view of the same owner has, and one view too many.
fn demand_room(others: &[View], view: &View) -> Result<()> {
    let others: Vec<&View> = others.iter().filter(|other| other.key() != view.key()).collect();
    if let Some(digit) = view.digit
        && let Some(other) = others.iter().find(|other| other.digit == Some(digit))
    {
        return Err(Refusal::DigitTaken { digit: digit.value(), name: other.name.clone() }.into());
    }
    if others.len() >= MOST_VIEWS {
        return Err(Refusal::TooManyViews { bound: MOST_VIEWS }.into());
    }
    Ok(())
}
