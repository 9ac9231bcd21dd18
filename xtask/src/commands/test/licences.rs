//! The licence check, and the advisories where they can be had.

use crate::commands::test::Verdict;
use crate::failure::Attempt;
use crate::places::Places;
use crate::process::{collected, command, shown};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// Where the advisories are published.
const ADVISORIES: &str = "github.com:443";

/// Checks licences, duplicate versions and origins; prints the advisories.
pub fn check(places: &Places) -> Attempt<Verdict> {
    let mut deny = command(places, "cargo-deny");
    if !shown(deny.args(["check", "licenses", "bans", "sources"]))? {
        return Ok(Verdict::Failed);
    }
    advisories(places)?;
    Ok(Verdict::Passed)
}

/// What is said about a library depends on the day and not on the commit, so it is printed and never fails the check.
fn advisories(places: &Places) -> Attempt<()> {
    let mut deny = command(places, "cargo-deny");
    if !reachable(ADVISORIES) {
        // The database of an earlier day, where there is one.
        deny.arg("--offline");
    }
    let checked = collected(deny.args(["check", "advisories"]), |_| {})?;
    let missing = checked.lines.iter().any(|line| line.contains("failed to fetch") || line.contains("FETCH_HEAD"));
    match (checked.success, missing) {
        (true, _) => println!("advisories: none"),
        (false, true) => println!("advisories: not checked, their database could not be reached"),
        (false, false) => println!("{}\nadvisories: see above; they do not fail this check", checked.lines.join("\n")),
    }
    Ok(())
}

/// Whether a connection comes about within three seconds, looking up the name included.
fn reachable(address: &'static str) -> bool {
    let limit = Duration::from_secs(3);
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut found = address.to_socket_addrs().into_iter().flatten();
        // Nobody listens any more when it took too long.
        let _ = sender.send(found.any(|address| TcpStream::connect_timeout(&address, limit).is_ok()));
    });
    receiver.recv_timeout(limit).unwrap_or(false)
}
