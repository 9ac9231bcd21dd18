//! The command line.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// How to start.
pub const USAGE: &str = "\
tapedeck-simulator: the vendors' servers, simulated, on 127.0.0.1

  --port N        the port; 0 takes a free one (default 8080)
  --page DIR      serves this folder as the page
  --config FILE   serves this file as tapedeck.json beside the page
  --base PATH     mounts everything below this path (default /)
  --cors          answers with CORS headers on the vendors' addresses, and to preflights
  --seed N        makes other data (default 1)
  --now EPOCH     the newest instant of the data, in seconds (default: the current time)
  --no-control    leaves out the control paths below _simulator/
  --save-log FILE writes a saved list_log answer of a large NAS into FILE instead of serving
  --lines N       how many lines it has (default 100000)
  --help          prints this
";

/// What the command line chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// 0 takes a free one.
    pub port: u16,
    /// The folder of the page.
    pub page: Option<PathBuf>,
    /// Served as `tapedeck.json` beside the page.
    pub config: Option<PathBuf>,
    /// Begins and ends with a slash.
    pub base: String,
    /// Answers with CORS headers, as no DSM 7 does.
    pub cors: bool,
    /// The seed of `nas-1`; other names get their own from it.
    pub seed: u64,
    /// The newest instant of the data.
    pub now_s: i64,
    /// The control paths answer.
    pub control: bool,
    /// Where to write a saved answer, instead of serving.
    pub save_log: Option<PathBuf>,
    /// How many lines it has.
    pub lines: u64,
}

impl Default for Options {
    fn default() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self {
            port: 8080,
            page: None,
            config: None,
            base: "/".to_owned(),
            cors: false,
            seed: 1,
            now_s: i64::try_from(now).unwrap_or(0),
            control: true,
            save_log: None,
            lines: 100_000,
        }
    }
}

impl Options {
    /// Reads the arguments, without the name of the program. The error is a sentence; `None` asks for help.
    pub fn read(args: impl IntoIterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value."));
            match arg.as_str() {
                "--port" => options.port = number(&arg, &value()?)?,
                "--seed" => options.seed = number(&arg, &value()?)?,
                "--now" => options.now_s = instant(&arg, &value()?)?,
                "--page" => options.page = Some(existing(&arg, value()?, |path| path.is_dir(), "folder")?),
                "--config" => options.config = Some(existing(&arg, value()?, |path| path.is_file(), "file")?),
                "--base" => options.base = base(&value()?),
                "--cors" => options.cors = true,
                "--save-log" => options.save_log = Some(PathBuf::from(value()?)),
                "--lines" => options.lines = number(&arg, &value()?)?,
                "--no-control" => options.control = false,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("{arg} is not known. See --help.")),
            }
        }
        Ok(Some(options))
    }
}

fn number<T: std::str::FromStr>(arg: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{arg} needs a number, not \"{text}\"."))
}

/// From 1980 to 2999: around it lie years of data.
fn instant(arg: &str, text: &str) -> Result<i64, String> {
    let instant = number(arg, text)?;
    if (315_532_800..32_503_680_000).contains(&instant) {
        Ok(instant)
    } else {
        Err(format!("{arg} needs seconds since 1970 of an instant from 1980 to 2999, not \"{text}\"."))
    }
}

fn existing(arg: &str, text: String, is: impl Fn(&PathBuf) -> bool, what: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if is(&path) { Ok(path) } else { Err(format!("{arg}: there is no {what} {}.", path.display())) }
}

fn base(text: &str) -> String {
    let inner = text.trim_matches('/');
    if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") }
}
