//! The people of a demo, on their way into the file.

use super::draw::Draw;
use super::script::Part;
use super::spoiled;
use crate::domain::{Login, Role, Timestamp, User, UserId};
use crate::store::Result;
use crate::store::sqlite::Bulk;

/// The stream of the people's draws, far from those of the tickets.
pub(super) const STREAM: u64 = u64::MAX;
/// The login of the admin whom a demo opens for.
const FIRST_ADMIN: &str = "sam";

/// Says whose desk this is: its first admin is among the staff, who came before.
pub(super) fn settle(bulk: &Bulk, venue: &str, staff: &[User]) -> Result<()> {
    let admin = staff.iter().find(|user| user.login.as_str() == FIRST_ADMIN).ok_or_else(|| spoiled("nobody is its first admin"))?;
    let settings = [("venue", venue), ("mode", "own"), ("first_admin", FIRST_ADMIN)];
    settings.into_iter().try_for_each(|(name, value)| bulk.setting(name, value, admin))
}

/// Adds everybody, each known to the desk since some time in the days before `before`. They come back as they were when
/// all this happened: whoever was disabled since is still at work.
pub(super) fn enter(bulk: &Bulk, parts: &[Part], before: Timestamp, draw: &mut Draw) -> Result<Vec<User>> {
    parts
        .iter()
        .map(|part| {
            let login = part.login.parse().map_err(spoiled)?;
            let user =
                User { email: part.email.clone(), role: part.role, active: !part.disabled, ..stranger(login, &part.name, before, draw) };
            let id = bulk.add_user(&user)?;
            Ok(User { id, active: true, ..user })
        })
        .collect()
}

/// An active guest without an address.
pub(super) fn stranger(login: Login, name: &str, before: Timestamp, draw: &mut Draw) -> User {
    const WEEK: u64 = 7 * 24 * 3_600_000;
    let since = Timestamp(before.0 - draw.below(WEEK).cast_signed());
    User {
        id: UserId(0),
        uuid: draw.uuid(since),
        login,
        name: name.to_owned(),
        email: None,
        role: Role::Customer,
        active: true,
        created_at: since,
    }
}
