//! `cargo xtask NAME`: the project's own commands, each of them one or more command lines.

mod command;

use std::process::ExitCode;

use command::{COMMANDS, Command};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        println!("{}", list());
        return ExitCode::SUCCESS;
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprintln!("there is no command `{name}`; these are there:\n{}", list());
        return ExitCode::FAILURE;
    };
    match command.run(&arguments.collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A line for each command: its name and what it does.
fn list() -> String {
    let width = COMMANDS.iter().map(|command| command.name.len()).max().unwrap_or(0);
    let lines: Vec<_> = COMMANDS.iter().map(|Command { name, what, .. }| format!("  {name:width$}  {what}")).collect();
    lines.join("\n")
}
