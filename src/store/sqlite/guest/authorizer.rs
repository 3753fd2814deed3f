//! What the engine lets a guest's statements do, asked of every one of them as it is prepared.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// Of these tables everything is a guest's to read; of whose, their queries see to.
const OPEN: [&str; 4] = ["comments", "drafts", "preferences", "settings"];
const OF_USERS: [&str; 7] = ["id", "uuid", "login", "name", "role", "active", "created_at"];
const OF_KEYS: [&str; 2] = ["fingerprint", "user_id"];
const OF_TICKETS: [&str; 13] = [
    "id",
    "uuid",
    "number",
    "subject",
    "description",
    "category",
    "status",
    "requester_id",
    "comment_count",
    "created_at",
    "public_updated_at",
    "resolved_at",
    "closed_at",
];

/// Reading, and of that only what is public.
pub(super) fn reading(context: AuthContext) -> Authorization {
    let is_fine = match context.action {
        AuthAction::Select | AuthAction::Transaction { .. } | AuthAction::Function { .. } => true,
        AuthAction::Pragma { pragma_name, pragma_value: None } => matches!(pragma_name, "data_version" | "user_version"),
        AuthAction::Read { table_name, column_name } => is_public(table_name, column_name),
        _ => false,
    };
    verdict(is_fine)
}

fn is_public(table: &str, column: &str) -> bool {
    match table {
        // That a ticket is deleted is asked, never shown.
        "tickets" => column == "deleted_at" || OF_TICKETS.contains(&column),
        "users" => OF_USERS.contains(&column),
        "keys" => OF_KEYS.contains(&column),
        table => OPEN.contains(&table),
    }
}

/// Everything that an order of a guest needs; nothing of notes or of the search index, which knows their words. Of notes the
/// engine reads which ticket they are on, by which it keeps rows together. Of words that were taken back only the place is read,
/// so that none gets it again.
pub(super) fn writing(context: AuthContext) -> Authorization {
    let is_fine = match context.action {
        AuthAction::Read { table_name: "notes", column_name: "ticket_id" } => true,
        AuthAction::Read { table_name, .. } if is_of_staff(table_name) => false,
        AuthAction::Read { table_name: "withdrawn", column_name } => matches!(column_name, "words_id" | "internal" | "ticket_id"),
        AuthAction::Insert { table_name } | AuthAction::Delete { table_name } | AuthAction::Update { table_name, .. } => {
            !is_of_staff(table_name)
                && !matches!(table_name, "withdrawn" | "users" | "keys" | "settings" | "views" | "takebacks" | "sqlite_master")
        }
        AuthAction::Select
        | AuthAction::Transaction { .. }
        | AuthAction::Function { .. }
        | AuthAction::Pragma { .. }
        | AuthAction::Read { .. } => true,
        _ => false,
    };
    verdict(is_fine)
}

/// Notes, and the index with all the tables that it is kept in.
fn is_of_staff(table: &str) -> bool {
    matches!(table, "notes" | "eras" | "renamed") || table.starts_with("search_")
}

fn verdict(is_fine: bool) -> Authorization {
    if is_fine { Authorization::Allow } else { Authorization::Deny }
}
