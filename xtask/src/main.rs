//! The project's commands: `cargo xtask run | test | ci | bench | dist`.
//!
//! Every command sets up what is missing, says what it does, and fails with one sentence that says what to do.

mod args;
mod commands;
mod duration;
mod failure;
mod page;
mod places;
mod process;
mod progress;
mod setup;

use args::Command;
use places::Places;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = args::parse(&words).and_then(execute);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> failure::Attempt<()> {
    let places = Places::find()?;
    match command {
        Command::Help => {
            print!("{}", args::USAGE);
            Ok(())
        }
        Command::Run(options) => commands::run::run(&places, &options),
        Command::Test(checks) => commands::test::test(&places, &checks),
        Command::Bench(rest) => commands::bench::bench(&places, &rest),
        Command::Dist => commands::dist::dist(&places),
        Command::PageFinish => page::finish::finish_staged(&places),
        Command::OpenWhenReady(port) => commands::open::open_when_ready(port),
    }
}
