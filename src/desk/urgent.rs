//! What became urgent while somebody was not looking.

use super::{Desk, Result};
use crate::domain::policy::Act;

/// What came since an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UrgentArrivals {
    /// The latest event there is: what to ask about next.
    pub latest: i64,
    /// How many active urgent tickets others filed, reopened, brought back or made urgent since.
    pub count: i64,
}

impl Desk {
    /// What others made urgent after event `since`; without one, only where to go on from. Looks back over 10,000 events
    /// at most.
    ///
    /// # Errors
    /// If whoever asks may not see priorities, or the file cannot be used.
    pub fn urgent_since(&self, since: Option<i64>) -> Result<UrgentArrivals> {
        const FAR_ENOUGH: i64 = 10_000;
        let (store, me) = self.staff_sight(Act::SeeInternals)?;
        let latest = store.latest_event()?;
        let Some(since) = since.filter(|since| *since < latest) else { return Ok(UrgentArrivals { latest, count: 0 }) };
        let count = store.urgent_arrivals(since.max(latest - FAR_ENOUGH), me.id)?;
        Ok(UrgentArrivals { latest, count })
    }
}
