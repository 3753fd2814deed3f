//! Who else is at a ticket: a sign and a name in the list, words in the ticket.

use super::line;
use super::theme::Theme;
use crate::domain::TicketNumber;
use crate::domain::presence::Doing;
use crate::tui::state::State;
use crate::tui::widget::shortened;

/// Narrower lists have room for the sign alone.
const NAMED_FROM: usize = 44;
/// How much of a name a list shows.
const NAME: usize = 8;

/// In a line of the list: whoever writes before whoever looks, by their first name. Nothing if nobody is there; my own other
/// windows are no news.
pub fn in_the_list(number: TicketNumber, state: &State, theme: &Theme, width: usize) -> String {
    let others: Vec<_> = state.company_at(number).filter(|colleague| colleague.login != state.me.login).collect();
    let Some(first) = others.first() else { return String::new() };
    let sign = theme.doing(first.on.doing);
    if width < NAMED_FROM {
        return format!(" {sign}");
    }
    let name = line(&first.name);
    let name = name.split(' ').next().unwrap_or_default();
    let name = shortened(name, NAME, theme.cut());
    let more = if others.len() > 1 { format!("+{}", others.len() - 1) } else { String::new() };
    format!(" {sign}{name}{more}")
}

/// In words, for the ticket and for whoever writes on it.
pub fn in_words(number: TicketNumber, state: &State, theme: &Theme) -> Option<String> {
    let mut people = state.company_at(number).map(|colleague| {
        let (is_me, doing) = (colleague.login == state.me.login, colleague.on.doing);
        let what = doing.word();
        if is_me { format!("you are {what} in another window") } else { format!("{} is {what}", line(&colleague.name)) }
    });
    let first = people.next()?;
    let sign = theme.doing(state.company_at(number).next().map_or(Doing::Looking, |colleague| colleague.on.doing));
    Some(people.fold(format!("{sign} {first}"), |told, next| told + theme.dot() + &next))
}
