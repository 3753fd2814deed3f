//! `barback set`: settings, one's own and the desk's.

use super::args::SetArgs;
use super::failure::Failure;
use super::style::{FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::line;
use crate::config::in_lines;
use crate::desk::Make;
use crate::domain::Role;
use crate::domain::setting::{Held, SettingName, Settings, Source, Whose};
use serde::Serialize;

/// What a column of values is cut to give way to.
const HELP: usize = 3;

#[derive(Serialize)]
struct SettingsDoc<'a> {
    settings: Vec<SettingDoc<'a>>,
    total: usize,
}

/// A setting, what holds, who says so, and what others say.
#[derive(Serialize)]
struct SettingDoc<'a> {
    name: SettingName,
    value: &'a str,
    from: Source,
    mine: Option<&'a str>,
    desk: Option<&'a str>,
    default: &'a str,
    help: &'a str,
}

impl<'a> SettingDoc<'a> {
    fn of(held: &'a Held) -> Self {
        Self {
            name: held.setting.name,
            value: held.value(),
            from: held.from(),
            mine: held.said_by(Source::Mine),
            desk: held.said_by(Source::Desk),
            default: held.setting.default,
            help: held.setting.help,
        }
    }
}

pub fn run(args: &SetArgs, visit: &Visit) -> Result<(), Failure> {
    let whose = if args.desk { Whose::Desk } else { Whose::Mine };
    match (args.name, &args.value, args.unset) {
        (None, ..) => list(visit),
        (Some(_), None, false) if args.desk => {
            Err(Failure::Usage("--desk sets something for the desk; give a value, or --unset".to_owned()))
        }
        (Some(name), None, false) => show(name, visit),
        (Some(name), value, _) => set(name, whose, value.as_deref(), visit),
    }
}

fn list(visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let (settings, role) = (desk.settings()?, desk.whoami()?.role);
    let shown: Vec<&Held> = settings.iter().filter(|held| held.setting.concerns(role)).collect();
    if visit.out.json {
        let settings: Vec<SettingDoc> = shown.into_iter().map(SettingDoc::of).collect();
        return visit.out.document(&SettingsDoc { total: settings.len(), settings });
    }
    let width = visit.out.terminal_width();
    let heading = width.map(|_| ["setting", "value", "from", "what it is"].map(|name| Cell::new(name, FAINT)).to_vec());
    let rows: Vec<Vec<Cell>> = heading.into_iter().chain(shown.into_iter().map(row)).collect();
    Ok(visit.out.answer(&table(&rows, width, HELP))?)
}

fn row(held: &Held) -> Vec<Cell> {
    vec![
        Cell::new(held.setting.name.word(), STRONG),
        Cell::new(value(held.value()), PLAIN),
        Cell::new(held.from().word(), FAINT),
        Cell::new(held.setting.help, FAINT),
    ]
}

/// A value in one line; none is a dash.
fn value(value: &str) -> String {
    if value.is_empty() { "-".to_owned() } else { line(value) }
}

fn show(name: SettingName, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let (settings, role) = (desk.settings()?, desk.whoami()?.role);
    let held = settings.get(name);
    if !held.setting.concerns(role) {
        return Err(unknown(name, &settings, role));
    }
    if visit.out.json {
        return visit.out.document(&SettingDoc::of(held));
    }
    Ok(visit.out.answer(&format!("{}\n", table(&[row(held)], visit.out.terminal_width(), HELP).trim_end()))?)
}

/// What is not theirs to see is answered like a name that is none.
fn unknown(name: SettingName, settings: &Settings, role: Role) -> Failure {
    let names: Vec<&str> = settings.iter().filter(|held| held.setting.concerns(role)).map(|held| held.setting.name.word()).collect();
    Failure::Usage(format!("invalid value '{name}' for '[NAME]'\n  [possible values: {}]", names.join(", ")))
}

fn set(name: SettingName, whose: Whose, sent: Option<&str>, visit: &Visit) -> Result<(), Failure> {
    if let (SettingName::Keys, Some(text)) = (name, sent) {
        (visit.judge)(&in_lines(text)).map_err(|faults| Failure::Refused(format!("these keys cannot be:\n{faults}")))?;
    }
    let desk = visit.desk(Make::Never)?;
    let done = desk.set(desk.new_order(), name, whose, sent)?;
    visit.out.notices(&done.notices);
    let (held, source) = (done.value.get(name), source(name, whose));
    if visit.out.json {
        return visit.out.document(&SettingDoc::of(held));
    }
    let said = held.said_by(source).map_or_else(|| "unset".to_owned(), value);
    visit.out.answer(&format!("{name} {said}, {}\n", of(source)))?;
    if held.from() != source {
        visit.out.notice(&told(&done.value, name));
    }
    Ok(())
}

fn source(name: SettingName, whose: Whose) -> Source {
    match name.setting().whose(whose) {
        Whose::Mine => Source::Mine,
        Whose::Desk => Source::Desk,
    }
}

fn of(source: Source) -> &'static str {
    match source {
        Source::Option => "for this time",
        Source::Mine => "yours",
        Source::Desk => "the desk's",
        Source::Config => "the configuration's",
        Source::Default => "the default",
    }
}

/// What holds, where it is not what was just set.
fn told(settings: &Settings, name: SettingName) -> String {
    let held = settings.get(name);
    format!("what holds for you is {} ({})", value(held.value()), of(held.from()))
}
