//! Ticket numbers, reserved for ever.

use crate::domain::TicketNumber;
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension};

pub(super) fn reserve(connection: &Connection, number: TicketNumber) -> Result<bool> {
    let free = connection.prepare_cached("INSERT OR IGNORE INTO numbers (number) VALUES (?1)")?.execute([number.digits()])? == 1;
    if free {
        const COUNT: &str = "INSERT INTO number_ranges (lowest, taken) VALUES (?1, 1) ON CONFLICT (lowest) DO UPDATE SET taken = taken + 1";
        connection.prepare_cached(COUNT)?.execute([lowest_of(number)])?;
    }
    Ok(free)
}

pub(super) fn taken(connection: &Connection, lowest: i64) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT taken FROM number_ranges WHERE lowest = ?1")?;
    Ok(statement.query_row([lowest], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn lowest_of(number: TicketNumber) -> i64 {
    10_i64.pow(number.digits().ilog10())
}
