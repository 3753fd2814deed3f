//! `barback new`: a new ticket.

use super::args::NewArgs;
use super::failure::Failure;
use super::stdin::{Fields, or_text};
use super::visit::Visit;
use crate::desk::{Make, NewTicket};

/// What a new ticket can be sent with.
pub const FIELDS: &[&str] = &["subject", "description", "category", "priority", "status", "user_id", "assigned_to_id"];

pub fn run(args: NewArgs, visit: &Visit) -> Result<(), Failure> {
    let new = if args.stdin { sent()? } else { typed(args)? };
    let desk = visit.desk(Make::IfMissing)?;
    let done = desk.create(desk.new_order(), &new)?;
    visit.out.notices(&done.notices);
    visit.answer(&desk, &[done.value], |ticket| ticket.number.to_string())
}

fn typed(args: NewArgs) -> Result<NewTicket, Failure> {
    Ok(NewTicket {
        subject: args.fields.subject.unwrap_or_default(),
        description: args.fields.description.map(or_text).transpose()?.unwrap_or_default(),
        category: args.fields.category,
        priority: args.fields.priority,
        requester: args.fields.requester,
        assignee: args.assign,
        status: None,
    })
}

fn sent() -> Result<NewTicket, Failure> {
    let mut fields = Fields::read(FIELDS)?;
    let missing = || Failure::Usage("subject is missing; send one as in {\"subject\":\"Cannot redeem bottle\"}".to_owned());
    Ok(NewTicket {
        subject: fields.text("subject")?.ok_or_else(missing)?,
        description: fields.text("description")?.unwrap_or_default(),
        category: fields.word("category")?,
        priority: fields.word("priority")?,
        requester: fields.person("user_id")?,
        assignee: fields.assignee("assigned_to_id")?,
        status: fields.word("status")?,
    })
}
