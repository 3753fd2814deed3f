//! `barback start`, `resolve`, `close` and `reopen`: tickets through the statuses.

use super::args::StepArgs;
use super::failure::Failure;
use super::visit::{Visit, targets};
use super::words::standing;
use crate::desk::Make;
use crate::domain::Status;

pub fn run(to: Status, args: &StepArgs, visit: &Visit) -> Result<(), Failure> {
    let targets = targets(&args.numbers, args.strict)?;
    let desk = visit.desk(Make::Never)?;
    let done = desk.transition(desk.new_order(), &targets, to, args.message.as_deref(), None)?;
    visit.out.notices(&done.notices);
    visit.answer(&desk, &done.value, standing)
}
