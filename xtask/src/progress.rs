//! Numbered steps: "[2/6] Installing trunk 0.21.14 (about 5 minutes, once)… done in 3 m 12 s".

use crate::duration::spoken;
use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{self, Collected};
use std::fs;
use std::io::{IsTerminal, Write, stdout};
use std::process::Command;
use std::time::{Duration, Instant};

/// Between two signs of life, where lines cannot be rewritten.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// A row of steps.
pub struct Steps {
    count: usize,
    started: usize,
}

impl Steps {
    /// As many steps as there will be.
    pub fn new(count: usize) -> Self {
        Self { count, started: 0 }
    }

    /// Starts the next step.
    pub fn start(&mut self, title: &str) -> Step {
        self.started += 1;
        let head = format!("[{}/{}] {title}…", self.started, self.count);
        print!("{head} ");
        flush();
        let now = Instant::now();
        Step { head, since: now, spoke: now, broken: false, rewrites: stdout().is_terminal(), ended: false }
    }
}

/// A step under way. Dropped before it ended, it failed.
pub struct Step {
    head: String,
    since: Instant,
    spoke: Instant,
    broken: bool,
    rewrites: bool,
    ended: bool,
}

impl Step {
    /// The step needed nothing.
    pub fn there(self) {
        self.end("there");
    }

    /// The step is done.
    pub fn done(self) {
        let words = format!("done in {}", spoken(self.since.elapsed()));
        self.end(&words);
    }

    /// The step ends with words of its own.
    pub fn end(mut self, words: &str) {
        self.close(words);
    }

    fn close(&mut self, words: &str) {
        if self.ended {
            return;
        }
        self.ended = true;
        if self.rewrites {
            println!("\r\x1b[2K{} {words}", self.head);
        } else if self.broken {
            println!("      {words}");
        } else {
            println!("{words}");
        }
    }

    /// Leaves the line, for a program that prints by itself.
    pub fn leave_line(&mut self) {
        println!();
        self.broken = true;
        self.rewrites = false;
        flush();
    }

    /// Runs a program quietly, showing that it is alive, and keeps its output in the log `name`.
    pub fn quietly(&mut self, places: &Places, name: &str, command: &mut Command) -> Attempt<Collected> {
        let collected = process::collected(command, |lines| self.sign_of_life(lines));
        if !collected.as_ref().is_ok_and(|collected| collected.success) {
            self.close("failed");
        }
        let collected = collected?;
        let log = places.log(name);
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).map_err(Failure::of("Making the folder of logs"))?;
        }
        fs::write(&log, collected.lines.join("\n")).map_err(Failure::of("Writing a log"))?;
        Ok(collected)
    }

    fn sign_of_life(&mut self, lines: &[String]) {
        let pause = if self.rewrites { Duration::from_secs(1) } else { SIGN_OF_LIFE };
        if self.spoke.elapsed() < pause {
            return;
        }
        self.spoke = Instant::now();
        let time = spoken(Duration::from_secs(self.since.elapsed().as_secs()));
        let words = match lines.iter().filter(|line| line.contains("Compiling")).count() {
            0 => time,
            count => format!("{time}, {count} crates compiled"),
        };
        if self.rewrites {
            print!("\r\x1b[2K{} {words}", self.head);
        } else {
            let gap = if self.broken { "" } else { "\n" };
            println!("{gap}      {words}");
            self.broken = true;
        }
        flush();
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.close("failed");
    }
}

fn flush() {
    // A closed output is noticed by the next print.
    let _ = stdout().flush();
}
