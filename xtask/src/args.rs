//! The command line, parsed by hand.

use crate::commands::test::Check;
use crate::failure::{Attempt, Failure};

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
cargo xtask run [--port N] [--open]   build the page and serve it with the simulated vendors (port 8080)
cargo xtask test [STEP...]            every check, or some: format clippy licences host browser build end2end
cargo xtask ci                        the same as test
cargo xtask bench [PART...] [--browser] [--lines N,N] [--repeat N]
                                      measure everything, or some: demo lines files logbook fuzz[=TARGET,TARGET];
                                      --browser: the first three; with saved answers of so many lines, so many times
cargo xtask dist                      build the page into dist/, with .br and .gz beside each file

Environment: CHROME_PATH (the browser), CHROMEDRIVER; folders: TAPEDECK_TOOLS (.tools), TAPEDECK_DIST (dist), CARGO_TARGET_DIR (target).
";

/// The port when none is given.
pub const DEFAULT_PORT: u16 = 8080;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print the usage.
    Help,
    /// Build and serve the page.
    Run(RunOptions),
    /// Check everything, or the named checks.
    Test(Vec<Check>),
    /// Measure.
    Bench(BenchOptions),
    /// Build the page.
    Dist,
    /// Trunk's hook: finish the page in the staging folder.
    PageFinish,
    /// Helper of `run --open`.
    OpenWhenReady(u16),
}

/// The options of `run`.
#[derive(Debug, PartialEq, Eq)]
pub struct RunOptions {
    /// Where to listen.
    pub port: u16,
    /// Whether to open the default browser.
    pub open: bool,
}

/// The options of `bench`.
#[derive(Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// What is measured.
    pub what: Vec<Measured>,
    /// The fuzz targets that are run; all if none is named.
    pub targets: Vec<String>,
    /// How many lines the saved answers have.
    pub lines: Vec<u64>,
    /// How often each page is visited.
    pub repeat: u32,
}

/// A part of the measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// The page with the demo.
    Demo,
    /// The page with saved answers, beside a hand-written one.
    Lines,
    /// The page with large files.
    Files,
    /// The logbook and the readers of files on this machine.
    Logbook,
    /// The readers, fed with what nobody thought of.
    Fuzz,
}

impl Measured {
    const ALL: [(&str, Measured); 5] = [
        ("demo", Measured::Demo),
        ("lines", Measured::Lines),
        ("files", Measured::Files),
        ("logbook", Measured::Logbook),
        ("fuzz", Measured::Fuzz),
    ];
    const IN_A_BROWSER: [Measured; 3] = [Measured::Demo, Measured::Lines, Measured::Files];

    fn named(name: &str) -> Option<Measured> {
        Measured::ALL.into_iter().find(|(own, _)| *own == name).map(|(_, what)| what)
    }
}

/// Reads the words after `cargo xtask`.
pub fn parse(words: &[String]) -> Attempt<Command> {
    let Some((command, rest)) = words.split_first() else {
        return Ok(Command::Help);
    };
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "run" => parse_run(rest).map(Command::Run),
        "test" | "ci" => parse_checks(rest).map(Command::Test),
        "bench" => parse_bench(rest).map(Command::Bench),
        "dist" => nothing_after(rest, Command::Dist),
        "page-finish" => nothing_after(rest, Command::PageFinish),
        "open-when-ready" => parse_port(rest.first()).map(Command::OpenWhenReady),
        other => Err(Failure::new(format!(
            "There is no command \"{other}\"; the commands are run, test, ci, bench and dist."
        ))),
    }
}

fn parse_run(words: &[String]) -> Attempt<RunOptions> {
    let mut options = RunOptions { port: DEFAULT_PORT, open: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.split_once('=') {
            Some(("--port", value)) => options.port = parse_port(Some(&value.to_owned()))?,
            None if word == "--port" => options.port = parse_port(words.next())?,
            None if word == "--open" => options.open = true,
            _ => return Err(unknown(word, "--port N and --open")),
        }
    }
    Ok(options)
}

fn parse_bench(words: &[String]) -> Attempt<BenchOptions> {
    let lines = vec![10_000, 100_000, 1_000_000];
    let mut options = BenchOptions { what: Vec::new(), targets: Vec::new(), lines, repeat: 3 };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (word.as_str(), None),
        };
        let mut value = || value.or_else(|| words.next().map(String::as_str)).unwrap_or_default();
        match name {
            "--browser" if !word.contains('=') => options.what.extend(Measured::IN_A_BROWSER),
            "fuzz" => {
                options.what.push(Measured::Fuzz);
                options.targets = word.split_once('=').map_or(Vec::new(), |(_, targets)| names(targets));
            }
            "--lines" => options.lines = value().split(',').map(|n| parse_count(name, n)).collect::<Attempt<_>>()?,
            "--repeat" => options.repeat = parse_count(name, value())? as u32,
            _ => match Measured::named(word) {
                Some(what) => options.what.push(what),
                None => {
                    let known = "demo, lines, files, logbook, fuzz, --browser, --lines N,N and --repeat N";
                    return Err(unknown(word, known));
                }
            },
        }
    }
    if options.what.is_empty() {
        options.what.extend(Measured::ALL.map(|(_, what)| what));
    }
    Ok(options)
}

fn names(words: &str) -> Vec<String> {
    words.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn parse_count(name: &str, word: &str) -> Attempt<u64> {
    match word.parse() {
        Ok(count @ 1..=100_000_000) => Ok(count),
        _ => Err(Failure::new(format!(
            "{name} needs numbers from 1 on, as in: cargo xtask bench --lines 10000,1000000 --repeat 5"
        ))),
    }
}

fn parse_port(word: Option<&String>) -> Attempt<u16> {
    match word.map(|word| word.parse()) {
        Some(Ok(port)) if port > 0 => Ok(port),
        _ => Err(Failure::new("--port needs a number between 1 and 65535, as in: cargo xtask run --port 8081")),
    }
}

fn parse_checks(words: &[String]) -> Attempt<Vec<Check>> {
    if words.is_empty() {
        return Ok(Check::ALL.to_vec());
    }
    let chosen = words.iter().map(|word| Check::named(word)).collect::<Attempt<Vec<_>>>()?;
    Ok(Check::ALL.into_iter().filter(|check| chosen.contains(check)).collect())
}

fn nothing_after(rest: &[String], command: Command) -> Attempt<Command> {
    match rest.first() {
        None => Ok(command),
        Some(word) => Err(unknown(word, "none")),
    }
}

fn unknown(word: &str, known: &str) -> Failure {
    Failure::new(format!("\"{word}\" is not an option here; the options are: {known}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Attempt<Command> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    fn sentence(line: &str) -> String {
        parsed(line).unwrap_err().to_string()
    }

    #[test]
    fn nothing_and_help_print_the_usage() {
        for line in ["", "help", "--help", "run --help", "test -h"] {
            assert_eq!(parsed(line), Ok(Command::Help), "{line}");
        }
    }

    #[test]
    fn run_takes_a_port_and_open_in_any_order() {
        let run = |port, open| Ok(Command::Run(RunOptions { port, open }));
        assert_eq!(parsed("run"), run(8080, false));
        assert_eq!(parsed("run --open --port 9000"), run(9000, true));
        assert_eq!(parsed("run --port=9000"), run(9000, false));
    }

    #[test]
    fn a_bad_port_says_how_to_write_one() {
        for line in ["run --port", "run --port 0", "run --port 70000", "run --port x", "run --port="] {
            assert!(sentence(line).contains("between 1 and 65535"), "{line}");
        }
    }

    #[test]
    fn what_is_unknown_is_named() {
        assert!(sentence("deploy").contains("\"deploy\""));
        assert!(sentence("run --prot 1").contains("\"--prot\""));
        assert!(sentence("test end2end lint").contains("\"lint\""));
        assert!(sentence("dist --fast").contains("\"--fast\""));
    }

    #[test]
    fn test_runs_every_check_in_order_or_the_named_ones_once() {
        assert_eq!(parsed("test"), Ok(Command::Test(Check::ALL.to_vec())));
        assert_eq!(parsed("ci"), parsed("test"));
        assert_eq!(parsed("test host format host"), Ok(Command::Test(vec![Check::Format, Check::Host])));
    }

    #[test]
    fn bench_measures_three_sizes_three_times_unless_told_otherwise() {
        let bench = |what: &[Measured], lines: &[u64], repeat| {
            let (what, lines) = (what.to_vec(), lines.to_vec());
            Ok(Command::Bench(BenchOptions { what, targets: Vec::new(), lines, repeat }))
        };
        let all = Measured::ALL.map(|(_, what)| what);
        assert_eq!(parsed("bench"), bench(&all, &[10_000, 100_000, 1_000_000], 3));
        assert_eq!(parsed("bench --browser --lines 5,7 --repeat=9"), bench(&Measured::IN_A_BROWSER, &[5, 7], 9));
    }

    #[test]
    fn bench_measures_the_parts_that_are_named() {
        let Ok(Command::Bench(options)) = parsed("bench files fuzz=csv,tar logbook") else { panic!("a bench") };
        assert_eq!(options.what, [Measured::Files, Measured::Fuzz, Measured::Logbook]);
        assert_eq!(options.targets, ["csv", "tar"]);
        assert!(sentence("bench file").contains("\"file\""));
    }

    #[test]
    fn bench_says_how_its_numbers_are_written() {
        for line in ["bench --lines", "bench --lines 10k", "bench --lines 5,,7", "bench --repeat 0", "bench --repeat x"]
        {
            assert!(sentence(line).contains("--lines 10000,1000000"), "{line}");
        }
        assert!(sentence("bench 3").contains("\"3\""));
        assert!(sentence("bench --browser=yes").contains("--browser=yes"));
    }
}
