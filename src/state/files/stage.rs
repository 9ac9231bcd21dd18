//! How it stands with one file.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Export, ExportState};

/// What is or was being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// It is being asked for.
    Starting,
    /// Its preparation is looked after.
    Looking,
    /// It is being fetched.
    Fetching,
}

/// How it stands with one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Stage {
    /// Nothing was done with it here.
    #[default]
    Offered,
    /// It was begun before, and nobody has looked after it yet.
    Remembered,
    /// The vendor prepares it.
    Preparing(Export),
    /// It can be fetched.
    Ready,
    /// An answer comes.
    Arriving {
        /// For what.
        doing: Doing,
        /// The question's number.
        question: u32,
        /// How many bytes have come.
        bytes: u64,
        /// How many will.
        total: Option<u64>,
        /// How many come in a second.
        per_second: Option<u64>,
    },
    /// It has come, and is kept in this tab until somebody saves it.
    Here {
        /// Under which name.
        name: String,
        /// How many bytes.
        size: u64,
    },
    /// It was given to the browser to be saved.
    Saved {
        /// Under which name.
        name: String,
        /// How many bytes.
        size: u64,
        /// The SHA-256 of them, where the browser could calculate it.
        sha256: Option<String>,
    },
    /// The vendor has it at an address.
    Link(String),
    /// The vendor took the request, and gives no file here.
    Done,
    /// The vendor has nothing of what was asked for.
    Nothing,
    /// A person gave it up.
    Cancelled {
        /// Whether the vendor knows.
        told: bool,
    },
    /// Nobody said where to save it.
    Dismissed,
    /// It could not be written to the disk: the browser's words.
    NotWritten(String),
    /// It was not seen to get on.
    GivenUp {
        /// For so many minutes.
        minutes: u32,
        /// Whether the vendor says how far it is.
        told: bool,
    },
    /// It failed.
    Failed(Error, Doing),
}

impl Stage {
    /// A file that was asked for and of which nothing has come.
    pub(crate) fn arriving(doing: Doing) -> Stage {
        Stage::Arriving { doing, question: 0, bytes: 0, total: None, per_second: None }
    }

    /// Of a preparation that ended.
    pub(crate) fn of_ended(export: Export) -> Stage {
        if export.state == ExportState::Ready {
            return Stage::Ready;
        }
        let mut error = Error::new(Kind::Vendor);
        error.code = export.code;
        // Looking again would show the same: it must be begun again.
        Stage::Failed(error, Doing::Starting)
    }
}

/// How many milliseconds are left, at the speed until now: `done` of `all` in `ms`. Nothing while that says nothing.
pub(crate) fn time_left(done: u64, all: u64, ms: u64) -> Option<i64> {
    let left = all.checked_sub(done)?;
    (done > 0 && left > 0).then(|| i64::try_from(left.saturating_mul(ms) / done).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_that_of_the_speed() {
        for (done, all, ms, left) in [
            (0, 100, 10, None),
            (50, 100, 10_000, Some(10_000)),
            (25, 100, 1_000, Some(3_000)),
            (100, 100, 10, None),
            (120, 100, 10, None),
        ] {
            assert_eq!(time_left(done, all, ms), left, "{done} of {all}");
        }
    }

    #[test]
    fn a_preparation_that_failed_is_begun_again() {
        let export = |state| Export { id: "1".into(), state, percent: None, code: "failed".into(), time: None };
        assert_eq!(Stage::of_ended(export(ExportState::Ready)), Stage::Ready);
        let Stage::Failed(error, doing) = Stage::of_ended(export(ExportState::Failed)) else { panic!("it failed") };
        assert_eq!((error.code.as_str(), doing), ("failed", Doing::Starting));
    }
}
