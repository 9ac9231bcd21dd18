//! `run --open`: the default browser, as soon as the server answers.

use crate::commands::run::answers;
use crate::failure::{Attempt, Failure};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Waits for the server, then opens its address.
pub fn open_when_ready(port: u16) -> Attempt<()> {
    for _ in 0..100 {
        if answers(port) {
            return open(&format!("http://127.0.0.1:{port}/"));
        }
        sleep(Duration::from_millis(100));
    }
    // The server's own message says why.
    Ok(())
}

fn open(address: &str) -> Attempt<()> {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let opened = Command::new(program)
        .args(before)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match opened {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Failure::new(format!("No default browser could be opened: open {address} yourself."))),
    }
}
