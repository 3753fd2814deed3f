//! `barback completions` and `barback man`: made from the same description of the line that reads it.

use super::args::Line;
use super::failure::Failure;
use super::out::Out;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::{self, Write};

pub fn completions(shell: Shell, out: Out) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Line::command(), "barback", &mut script);
    Ok(out.answer(&String::from_utf8_lossy(&script))?)
}

/// One page: the program, and every command with its options behind it.
pub fn manual(out: Out) -> Result<(), Failure> {
    let mut line = Line::command();
    line.build();
    let mut page = Vec::new();
    Man::new(line.clone()).render(&mut page)?;
    line.get_subcommands().filter(|command| command.get_name() != "help").try_for_each(|command| section(&mut page, command))?;
    Ok(out.answer(&String::from_utf8_lossy(&page))?)
}

fn section(page: &mut Vec<u8>, command: &clap::Command) -> io::Result<()> {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
    let (man, mut parts) = (Man::new(command.clone().disable_help_flag(true)), Vec::new());
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    writeln!(page, ".SH {name}\n{}", String::from_utf8_lossy(&parts).replace(".SH ", ".SS "))?;
    command.get_subcommands().filter(|command| command.get_name() != "help").try_for_each(|command| section(page, command))
}
