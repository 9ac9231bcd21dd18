//! The checks by name.

use crate::failure::{Attempt, Failure};

/// One check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// rustfmt.
    Format,
    /// The linter, for the machine and for the browser.
    Clippy,
    /// Licences, duplicate versions and origins of all libraries.
    Licences,
    /// Tests on this machine.
    Host,
    /// Tests of the web-only modules, in a browser.
    Browser,
    /// The page as it is shipped, with its budget.
    Build,
    /// The page as people use it, in a browser.
    End2end,
}

impl Check {
    /// Quick ones first.
    pub const ALL: [Self; 7] =
        [Self::Format, Self::Clippy, Self::Licences, Self::Host, Self::Browser, Self::Build, Self::End2end];

    /// As it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Licences => "licences",
            Self::Host => "host",
            Self::Browser => "browser",
            Self::Build => "build",
            Self::End2end => "end2end",
        }
    }

    /// What it does.
    pub fn what(self) -> &'static str {
        match self {
            Self::Format => "cargo fmt",
            Self::Clippy => "cargo clippy, warnings denied, for this machine and for the browser",
            Self::Licences => "cargo deny: licences, duplicate versions, origins, advisories",
            Self::Host => "cargo test",
            Self::Browser => "tests of the web-only modules in a browser",
            Self::Build => "the page as shipped, within its size budget",
            Self::End2end => "Playwright, in a browser, against the simulated vendors",
        }
    }

    /// The check of that name.
    pub fn named(name: &str) -> Attempt<Self> {
        Self::ALL.into_iter().find(|check| check.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Failure::new(format!("There is no check \"{name}\"; the checks are {names}."))
        })
    }
}
