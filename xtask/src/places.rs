//! Where things are.

use crate::failure::{Attempt, Failure};
use std::env;
use std::path::{Path, PathBuf};

/// The folders that the commands work in. All are absolute.
#[derive(Debug, Clone)]
pub struct Places {
    /// The repository.
    pub root: PathBuf,
    /// Installed tools: `.tools`, or what `TAPEDECK_TOOLS` says.
    pub tools: PathBuf,
    /// What cargo builds: `target`, or what `CARGO_TARGET_DIR` says.
    pub target: PathBuf,
    /// The built page: `dist`, or what `TAPEDECK_DIST` says.
    pub dist: PathBuf,
}

impl Places {
    /// Finds the places from the environment.
    pub fn find() -> Attempt<Self> {
        let here = env::current_dir().map_err(Failure::of("Finding the current folder"))?;
        // As cargo says now, not as it said when this was compiled: two clones may share a target folder.
        let own =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own.parent().map_or_else(|| here.clone(), Path::to_path_buf);
        let named = |variable: &str, default: &str| match env::var_os(variable) {
            Some(value) if !value.is_empty() => here.join(value),
            _ => root.join(default),
        };
        Ok(Self {
            tools: named("TAPEDECK_TOOLS", ".tools"),
            target: named("CARGO_TARGET_DIR", "target"),
            dist: named("TAPEDECK_DIST", "dist"),
            root,
        })
    }

    /// Programs that `cargo install` put here.
    pub fn tool_programs(&self) -> PathBuf {
        self.tools.join("bin")
    }

    /// The folder in which the npm tools are installed.
    pub fn npm(&self) -> PathBuf {
        self.tools.join("npm")
    }

    /// Programs that npm put here.
    pub fn npm_programs(&self) -> PathBuf {
        self.npm().join("node_modules").join(".bin")
    }

    /// The full output of a quiet step.
    pub fn log(&self, name: &str) -> PathBuf {
        self.tools.join("logs").join(format!("{name}.log"))
    }

    /// The folder of the end-to-end tests.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The simulator's server program.
    pub fn simulator(&self) -> PathBuf {
        self.target.join("debug").join(format!("tapedeck-simulator{}", env::consts::EXE_SUFFIX))
    }

    /// `path` as people know it: relative to the repository where it is inside.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}
