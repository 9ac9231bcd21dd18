//! `cargo xtask run`: the page, served with the simulated vendors.

use crate::args::{DEFAULT_PORT, RunOptions};
use crate::commands::simulator;
use crate::failure::{Attempt, Failure};
use crate::page::{self, budget};
use crate::places::Places;
use crate::process::command;
use crate::progress::Steps;
use crate::setup;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Sets up, builds, serves.
pub fn run(places: &Places, options: &RunOptions) -> Attempt<()> {
    // Known in the first second, not after the long build.
    check_port(options.port)?;
    let mut steps = Steps::new(setup::PAGE_STEPS + page::STEPS + simulator::STEPS);
    setup::for_the_page(places, &mut steps)?;
    page::build(places, &mut steps)?;
    simulator::build(places, &mut steps)?;
    if let Err(over) = budget::check(&budget::sizes(&places.dist)?) {
        println!("Note: {over}");
    }
    check_port(options.port)?;
    print!("{}", welcome(options.port));
    if options.open {
        open_later(options.port);
    }
    let mut server = command(places, places.simulator());
    server.arg("--port").arg(options.port.to_string()).arg("--page").arg(&places.dist);
    serve(server)
}

/// Becomes the server, so that whatever stops this command stops the server.
#[cfg(unix)]
fn serve(mut server: Command) -> Attempt<()> {
    use std::os::unix::process::CommandExt;
    let error = server.exec();
    Err(Failure::new(format!("The server could not be started: {error}.")))
}

/// Waits for the server. Ctrl+C reaches both.
#[cfg(not(unix))]
fn serve(mut server: Command) -> Attempt<()> {
    match server.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new("The server stopped: the reason is above.")),
        Err(error) => Err(Failure::new(format!("The server could not be started: {error}."))),
    }
}

fn welcome(port: u16) -> String {
    format!(
        "\n  Tapedeck   http://127.0.0.1:{port}/\n  \
         Sign in    everywhere as admin, password or private key tapedeck\n  \
         Stop       Ctrl+C\n\n"
    )
}

/// Opens the browser from a process of its own: this one becomes the server.
fn open_later(port: u16) {
    let opener = std::env::current_exe().and_then(|program| {
        Command::new(program).arg("open-when-ready").arg(port.to_string()).stdin(Stdio::null()).spawn()
    });
    if opener.is_err() {
        println!("The browser could not be opened: open the address above.");
    }
}

fn check_port(port: u16) -> Attempt<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        // Some systems let two programs listen, one on all addresses and one on this.
        Ok(listener) => {
            drop(listener);
            if answers(port) { Err(taken(port)) } else { Ok(()) }
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::new(format!(
            "Port {port} needs special rights. Choose another: cargo xtask run --port {DEFAULT_PORT}"
        ))),
        Err(_) => Err(taken(port)),
    }
}

fn taken(port: u16) -> Failure {
    let free = (port.saturating_add(1)..=u16::MAX).find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    let free = free.unwrap_or(DEFAULT_PORT);
    Failure::new(format!("Port {port} is in use. Choose another: cargo xtask run --port {free}"))
}

/// Whether somebody listens on a port of this machine.
pub fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpStream::connect_timeout(&address, Duration::from_millis(300)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_a_free_one() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let sentence = check_port(port).unwrap_err().to_string();
        assert!(
            sentence.starts_with(&format!("Port {port} is in use. Choose another: cargo xtask run --port ")),
            "{sentence}"
        );
    }

    #[test]
    fn the_welcome_has_the_address_and_the_account() {
        let text = welcome(8081);
        assert!(text.contains("http://127.0.0.1:8081/") && text.contains("admin") && text.contains("tapedeck"));
    }
}
