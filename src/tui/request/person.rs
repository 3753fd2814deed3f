//! What can be done about the people of the desk, as plain data.

use crate::desk::{NewUser, UserEdit};
use crate::domain::Login;
use crate::domain::key::Fingerprint;

#[derive(Clone, Debug, PartialEq)]
pub enum PersonOrder {
    Add(NewUser),
    Edit { login: Login, edit: UserEdit },
    AddKey { login: Login, line: String },
    RemoveKey { login: Login, key: Fingerprint },
}
