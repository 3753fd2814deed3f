//! What a ticket is about.

use super::named::named;

named!(
    /// What a ticket is about; `general` where nobody said.
    Category, "category", {
        Technical = 1 "technical",
        Billing = 2 "billing",
        Account = 3 "account",
        Redemption = 4 "redemption",
        General = 5 "general",
    }
);
