//! `barback init`: make a desk.

use super::failure::Failure;
use super::visit::Visit;
use super::words::line;
use serde::Serialize;

#[derive(Serialize)]
struct Made {
    path: String,
    admin: String,
}

pub fn run(visit: &Visit) -> Result<(), Failure> {
    // Whoever makes a desk is its first admin: nobody else is there yet to act as.
    let (desk, made) = crate::desk::Opening { login: None, ..visit.making() }.open()?;
    let path = visit.opening.path.display().to_string();
    if !made {
        return Err(Failure::Refused(format!("there is a desk at {path} already; name another place with --db PATH")));
    }
    let admin = desk.whoami()?.login.to_string();
    if visit.out.json {
        return visit.out.document(&Made { path, admin });
    }
    Ok(visit.out.answer(&format!("made a desk at {}; {admin} is its first admin\n", line(&path)))?)
}
