//! `barback comment`: say something on a ticket, to its requester or among staff.

use super::args::CommentArgs;
use super::failure::Failure;
use super::json::WordsDoc;
use super::stdin::{self, Fields};
use super::visit::{Visit, targets};
use crate::desk::Make;
use std::io::IsTerminal;

pub fn run(args: CommentArgs, visit: &Visit) -> Result<(), Failure> {
    let target = targets(&[args.number], args.strict)?[0];
    let (text, internal) = if args.stdin { sent()? } else { (said(args.text)?, args.internal) };
    let desk = visit.desk(Make::Never)?;
    let order = desk.new_order();
    let done = if internal { desk.note(order, target, &text)? } else { desk.comment(order, target, &text)? };
    visit.out.notices(&done.notices);
    if visit.out.json {
        return visit.out.document(&WordsDoc::posted(&done.value, &desk.whoami()?));
    }
    let what = if internal { "note" } else { "comment" };
    Ok(visit.out.answer(&format!("{} {what} added\n", target.number))?)
}

fn said(text: Option<String>) -> Result<String, Failure> {
    match text {
        Some(text) => stdin::or_text(text),
        None if std::io::stdin().is_terminal() => {
            Err(Failure::Usage("nothing to say: give the text as an argument, or pipe it in".to_owned()))
        }
        None => stdin::text(),
    }
}

fn sent() -> Result<(String, bool), Failure> {
    let mut fields = Fields::read(&["comment", "is_internal"])?;
    let missing = || Failure::Usage("comment is missing; send one as in {\"comment\":\"Try again, please\"}".to_owned());
    Ok((fields.text("comment")?.ok_or_else(missing)?, fields.flag("is_internal")?.unwrap_or(false)))
}
