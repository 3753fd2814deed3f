//! Long threads, put into the file as they are: through the desk each of their entries would be a transaction.

use super::office::{EVENING, MINUTE, Office};
use barback::domain::TicketNumber;
use rusqlite::{Connection, params};

/// Who says what, in turn: sam and ida, by their place among the office's people.
const AUTHORS: [i64; 2] = [1, 4];

/// A ticket of ida's with so many comments, or lines of history, a minute apart.
pub fn commented(office: &Office, comments: usize) -> TicketNumber {
    let number = office.ticket("ida", "It goes on and on");
    let mut file = office.raw();
    let ticket = ticket(&file, number);
    let write = file.transaction().unwrap();
    {
        let mut comment =
            write.prepare("INSERT INTO comments (uuid, ticket_id, author_id, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5)").unwrap();
        for place in 0..comments {
            let uuid = uuid::Uuid::from_u128((1 << 100) + (u128::try_from(ticket).unwrap() << 64) + place as u128);
            let at = EVENING + MINUTE * i64::try_from(place).unwrap();
            comment.execute(params![uuid, ticket, AUTHORS[place % 2], format!("comment {place} of many\nsecond line"), at]).unwrap();
        }
    }
    write.execute("UPDATE tickets SET comment_count = ?2 WHERE id = ?1", params![ticket, i64::try_from(comments).unwrap()]).unwrap();
    write.commit().unwrap();
    number
}

/// The same with so many changes of its priority.
pub fn eventful(office: &Office, events: usize) -> TicketNumber {
    let number = office.ticket("ida", "It is changed and changed");
    let mut file = office.raw();
    let ticket = ticket(&file, number);
    let write = file.transaction().unwrap();
    {
        let mut event = write
            .prepare("INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) VALUES (?1, ?2, 1, 6, '\"low\"', ?3, ?4)")
            .unwrap();
        for place in 0..events {
            let order = uuid::Uuid::from_u128((1 << 101) + (u128::try_from(ticket).unwrap() << 64) + place as u128);
            let at = EVENING + MINUTE * i64::try_from(place).unwrap();
            event.execute(params![ticket, order, if place % 2 == 0 { "\"high\"" } else { "\"urgent\"" }, at]).unwrap();
        }
    }
    write.execute("UPDATE tickets SET version = version + ?2 WHERE id = ?1", params![ticket, i64::try_from(events).unwrap()]).unwrap();
    write.commit().unwrap();
    number
}

fn ticket(file: &Connection, number: TicketNumber) -> i64 {
    file.query_row("SELECT id FROM tickets WHERE number = ?1", [number.digits()], |row| row.get(0)).unwrap()
}
