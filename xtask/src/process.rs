//! Other programs.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use std::env;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// A command that runs in the repository and finds the installed tools first.
pub fn command(places: &Places, program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(&places.root).env("CARGO_TARGET_DIR", &places.target).env("PATH", search_path(places));
    command
}

/// npm or npx, under the name the system knows.
pub fn npm(places: &Places, program: &str) -> Command {
    command(places, if cfg!(windows) { format!("{program}.cmd") } else { program.to_owned() })
}

/// The installed tools' folders, then `PATH`.
fn search_path(places: &Places) -> std::ffi::OsString {
    let installed = [places.tool_programs(), places.npm_programs()];
    let path = env::var_os("PATH").unwrap_or_default();
    // Fails only where a folder's name has the separator in it; then the tools are found by PATH alone.
    env::join_paths(installed.into_iter().chain(env::split_paths(&path))).unwrap_or(path)
}

/// The first of `names` that is a program on `PATH`.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let file = |name: &&str| {
        folders.iter().map(|f| f.join(format!("{name}{}", env::consts::EXE_SUFFIX))).find(|f| f.is_file())
    };
    names.iter().find_map(file)
}

/// What a program prints, if it runs and succeeds.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program with its output shown; whether it succeeded.
pub fn shown(command: &mut Command) -> Attempt<bool> {
    command.status().map(|status| status.success()).map_err(|error| not_started(command, &error))
}

/// What came of a program whose output was collected.
pub struct Collected {
    /// Whether it succeeded.
    pub success: bool,
    /// Both outputs, line by line, as they came.
    pub lines: Vec<String>,
}

impl Collected {
    /// Whether the output looks like a missing network.
    pub fn lacks_network(&self) -> bool {
        const SIGNS: [&str; 11] = [
            "could not resolve",
            "couldn't resolve",
            "failed to connect",
            "network failure",
            "spurious network error",
            "download of config.json failed",
            "failed to download",
            "could not download",
            "enotfound",
            "econnrefused",
            "etimedout",
        ];
        self.lines.iter().any(|line| {
            let line = line.to_lowercase();
            SIGNS.iter().any(|sign| line.contains(sign))
        })
    }

    /// The line that says what went wrong.
    pub fn reason(&self) -> Option<&str> {
        let is_error =
            |line: &&String| line.starts_with("error") || line.contains("npm error") || line.contains("ERROR");
        self.lines.iter().find(is_error).or(self.lines.last()).map(|line| line.trim().trim_end_matches('.'))
    }
}

/// Runs a program and collects its output. `watch` is called about once a second with what came so far.
pub fn collected(command: &mut Command, mut watch: impl FnMut(&[String])) -> Attempt<Collected> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    let (sender, receiver) = channel();
    if let Some(output) = child.stdout.take() {
        forward(output, sender.clone());
    }
    if let Some(output) = child.stderr.take() {
        forward(output, sender.clone());
    }
    drop(sender);
    let mut lines = Vec::new();
    loop {
        match receiver.recv_timeout(Duration::from_millis(500)) {
            Ok(line) => lines.push(line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        watch(&lines);
    }
    let status = child.wait().map_err(Failure::of(format!("Waiting for {}", name_of(command))))?;
    Ok(Collected { success: status.success(), lines })
}

/// Sends each line of an output to `sender`, from a thread of its own.
fn forward(output: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                break;
            }
        }
    });
}

fn name_of(command: &Command) -> String {
    Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let name = name_of(command);
    match error.kind() {
        ErrorKind::NotFound => Failure::new(format!("{name} was not found: install it, then run the command again.")),
        _ => Failure::new(format!("{name} could not be started: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_lines(lines: &[&str]) -> Collected {
        Collected { success: false, lines: lines.iter().map(|line| (*line).to_owned()).collect() }
    }

    #[test]
    fn a_missing_network_is_recognised() {
        assert!(
            with_lines(&["    Updating index", "  [6] Could not resolve hostname (Could not resolve host: x)"])
                .lacks_network()
        );
        assert!(with_lines(&["npm error code ENOTFOUND"]).lacks_network());
        assert!(!with_lines(&["error[E0308]: mismatched types"]).lacks_network());
    }

    #[test]
    fn the_reason_is_the_first_error_else_the_last_line() {
        assert_eq!(with_lines(&["a", "error: no.", "b"]).reason(), Some("error: no"));
        assert_eq!(with_lines(&["a", "b"]).reason(), Some("b"));
        assert_eq!(with_lines(&[]).reason(), None);
    }
}
