//! Settings on the screen, and the page about them.

use barback::domain::setting::{Reach, SETTINGS, Values};
use std::fmt::Write as _;

/// `docs/settings.md` is the table of settings, written out. `BARBACK_BLESS=1 cargo test` writes it anew.
#[test]
fn the_page_of_settings_is_fresh() {
    let mut page = String::from(
        "# Settings\n\nWritten from `src/domain/setting` by `tests/it/screens/settings.rs`; `BARBACK_BLESS=1 cargo test` writes it anew.\n\n\
         | name | what it is | values | default | whose |\n| --- | --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS {
        let values = match setting.values {
            Values::Name => "1 to 100 characters".to_owned(),
            Values::Zone => "a zone of the IANA's, or `machine`".to_owned(),
            Values::Keys => "commands and their keys".to_owned(),
            Values::Theme | Values::Switch | Values::Lands => {
                setting.values.choices().iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" ")
            }
        };
        let whose = match setting.reach {
            Reach::Desk => "the desk's",
            Reach::Staff => "staff's own, or the desk's",
            Reach::Everybody => "anybody's own, or the desk's",
        };
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        let _ = writeln!(page, "| `{}` | {} | {values} | {default} | {whose} |", setting.name, setting.help);
    }
    page += include_str!("settings.md");
    super::pictures::fresh("docs/settings.md", &page);
}
