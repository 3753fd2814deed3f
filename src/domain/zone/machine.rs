//! Which zone the machine is set to.

use super::Zone;
use jiff::tz::TimeZone;

impl Zone {
    /// Returns the machine's zone: what `TZ` says, else what `/etc/localtime` is, else what `/etc/timezone` names, else UTC.
    /// It is looked up anew every few minutes, since a laptop travels.
    #[must_use]
    pub fn of_the_machine() -> Self {
        TimeZone::try_system().map(Self).ok().or_else(by_name).unwrap_or_default()
    }
}

/// The name that the machine's own configuration gives, wherever its kind of system has one.
fn by_name() -> Option<Zone> {
    iana_time_zone::get_timezone().ok().and_then(|name| Zone::named(name.trim()))
}
