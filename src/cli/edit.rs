//! `barback edit`: set fields of a ticket.

use super::args::EditArgs;
use super::failure::Failure;
use super::new::FIELDS;
use super::stdin::{Fields, or_text};
use super::visit::{Visit, targets};
use crate::desk::{Edit, Make, Set};

pub fn run(args: EditArgs, visit: &Visit) -> Result<(), Failure> {
    let targets = targets(&[args.number], args.strict)?;
    let edit = if args.stdin { sent()? } else { typed(args)? };
    let desk = visit.desk(Make::Never)?;
    let done = desk.edit(desk.new_order(), &targets, &edit)?;
    visit.out.notices(&done.notices);
    visit.answer(&desk, &done.value, |ticket| format!("{} edited", ticket.number))
}

fn typed(args: EditArgs) -> Result<Edit, Failure> {
    Ok(Edit {
        subject: args.fields.subject.map(Set::blindly),
        description: args.fields.description.map(or_text).transpose()?.map(Set::blindly),
        category: args.fields.category.map(Set::blindly),
        priority: args.fields.priority.map(Set::blindly),
        requester: args.fields.requester.map(Set::blindly),
        ..Edit::default()
    })
}

fn sent() -> Result<Edit, Failure> {
    let mut fields = Fields::read(FIELDS)?;
    if fields.is_empty() {
        return Err(Failure::Usage("the object on standard input is empty; name a field to set".to_owned()));
    }
    Ok(Edit {
        subject: fields.text("subject")?.map(Set::blindly),
        description: fields.text("description")?.map(Set::blindly),
        category: fields.word("category")?.map(Set::blindly),
        priority: fields.word("priority")?.map(Set::blindly),
        requester: fields.person("user_id")?.map(Set::blindly),
        assignee: fields.assignee("assigned_to_id")?.map(Set::blindly),
        status: fields.word("status")?.map(Set::blindly),
    })
}
