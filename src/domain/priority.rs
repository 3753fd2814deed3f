//! How pressing a ticket is.

use super::named::named;

named!(
    /// How pressing a ticket is; `medium` where nobody said. Ordered: low is least.
    Priority, "priority", {
        Low = 1 "low",
        Medium = 2 "medium",
        High = 3 "high",
        Urgent = 4 "urgent",
    }
);
