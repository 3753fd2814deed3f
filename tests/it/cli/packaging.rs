//! What packagers and shells ask for.

use crate::support::office::Office;

#[test]
fn scripts_and_a_page_for_every_command() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = office.run(&["completions", shell]);
        assert!(run.status == 0 && run.stdout.contains("undelete") && run.stderr.is_empty(), "{shell}");
    }
    let page = office.run(&["man"]).stdout;
    for name in ["BARBACK LIST", "BARBACK USER ADD", "BARBACK PURGE", "BARBACK DEMO"] {
        assert!(page.contains(&format!(".SH {name}")), "{name}");
    }
    assert!(page.starts_with(".ie") || page.contains(".TH barback 1"), "{}", &page[..80]);
}
