//! `barback view`: queries that are kept under a name, for oneself or for everybody.

use super::args::{ViewRemove, ViewSave, Views};
use super::failure::Failure;
use super::style::{FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::line;
use crate::desk::{ListedView, Make, NewView, Slot};
use crate::domain::query::{QueryError, from_arguments};
use crate::domain::view::{Digit, View};
use serde::Serialize;

#[derive(Serialize)]
struct ViewDoc<'a> {
    name: &'a str,
    digit: Option<Digit>,
    query: &'a str,
    shared: bool,
    /// Why the query cannot be read any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct ViewsDoc<'a> {
    views: Vec<ViewDoc<'a>>,
    total: usize,
}

pub fn run(views: &Views, visit: &Visit) -> Result<(), Failure> {
    match views {
        Views::List => list(visit),
        Views::Save(args) => save(args, visit),
        Views::Remove(args) => remove(args, visit),
    }
}

/// The column that gives way on a narrow terminal.
const QUERY: usize = 2;

fn list(visit: &Visit) -> Result<(), Failure> {
    let views = visit.desk(Make::Never)?.views()?;
    if visit.out.json {
        let documents = views.iter().map(|listed| document(&listed.view, listed.query.as_ref().err())).collect();
        return visit.out.document(&ViewsDoc { views: documents, total: views.len() });
    }
    if views.is_empty() {
        visit.out.notice("no view is saved yet; `barback view save NAME QUERY` saves one");
    }
    let width = visit.out.terminal_width();
    let heading = width.map(|_| ["key", "name", "query", "whose"].map(|name| Cell::new(name, FAINT)).to_vec());
    let rows: Vec<Vec<Cell>> = heading.into_iter().chain(views.iter().map(row)).collect();
    visit.out.answer(&table(&rows, width, QUERY))?;
    for ListedView { view, query } in &views {
        if let Err(error) = query {
            visit.out.notice(&format!("{} cannot be read any more: {error}", line(&view.name)));
        }
    }
    Ok(())
}

fn row(listed: &ListedView) -> Vec<Cell> {
    let view = &listed.view;
    vec![
        Cell::new(view.digit.map_or_else(|| "-".to_owned(), |digit| digit.to_string()), PLAIN),
        Cell::new(line(&view.name), STRONG),
        Cell::new(line(&view.query), PLAIN),
        Cell::new(if view.owner.is_none() { "everybody's" } else { "yours" }, FAINT),
    ]
}

fn document<'a>(view: &'a View, error: Option<&QueryError>) -> ViewDoc<'a> {
    let error = error.map(ToString::to_string);
    ViewDoc { name: &view.name, digit: view.digit, query: &view.query, shared: view.owner.is_none(), error }
}

fn save(args: &ViewSave, visit: &Visit) -> Result<(), Failure> {
    let query = from_arguments(&args.query);
    let new = NewView { name: args.name.clone(), query: query.clone(), slot: args.digit.unwrap_or(Slot::Same), shared: args.shared };
    let desk = visit.desk(Make::Never)?;
    let done = desk.save_view(desk.new_order(), &new).map_err(|error| Failure::from(error).about(&query))?;
    visit.out.notices(&done.notices);
    let kept = done.value;
    if visit.out.json {
        return visit.out.document(&document(&kept.view, None));
    }
    let place = kept.view.digit.map_or_else(String::new, |digit| format!(" on {digit}"));
    let before = kept.before.filter(|before| before.query != kept.view.query);
    let before = before.map_or_else(String::new, |before| format!("; before it was: {}", line(&before.query)));
    Ok(visit.out.answer(&format!("{} saved{place}{before}\n", line(&kept.view.name)))?)
}

fn remove(args: &ViewRemove, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let view = desk.remove_view(desk.new_order(), &args.name, args.shared)?;
    if visit.out.json {
        return visit.out.document(&document(&view, None));
    }
    Ok(visit.out.answer(&format!("{} removed; it was: {}\n", line(&view.name), line(&view.query)))?)
}
