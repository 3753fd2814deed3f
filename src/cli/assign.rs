//! `barback assign`: who owns tickets.

use super::args::{AssignArgs, assignee};
use super::failure::Failure;
use super::visit::{Visit, targets};
use super::words::ownership;
use crate::desk::Make;
use crate::domain::{Refusal, TicketNumber};

pub fn run(args: &AssignArgs, visit: &Visit) -> Result<(), Failure> {
    let wrong = |refusal: Refusal| Failure::Usage(refusal.to_string());
    let Some((to, numbers)) = args.words.split_last().filter(|(_, numbers)| !numbers.is_empty()) else {
        return Err(Failure::Usage("name tickets, and at the end a login, me or none, as in `barback assign 482913 me`".to_owned()));
    };
    let numbers: Vec<TicketNumber> = numbers.iter().map(|word| word.parse()).collect::<Result<_, _>>().map_err(wrong)?;
    let to = assignee(to).map_err(wrong)?;
    let targets = targets(&numbers, args.strict)?;
    let desk = visit.desk(Make::Never)?;
    let tickets = desk.assign(desk.new_order(), &targets, &to, None)?;
    visit.answer(&desk, &tickets, ownership)
}
