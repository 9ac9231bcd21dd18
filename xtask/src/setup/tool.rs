//! Programs that `cargo install` builds, once, into the tools folder.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{Collected, answer, command};
use crate::progress::Steps;
use crate::setup::lock;
use std::fs;
use std::process::Command;

/// A program at one version.
pub struct Tool {
    /// The package on crates.io.
    package: &'static str,
    /// The program that says its version.
    program: &'static str,
    version: String,
    /// Whether the author's lock file is used.
    locked: bool,
    /// How long building takes on a small machine, for the step's title.
    takes: &'static str,
}

/// The bundler.
pub fn trunk() -> Tool {
    Tool { package: "trunk", program: "trunk", version: "0.21.14".into(), locked: true, takes: "about 5 minutes, once" }
}

/// The glue's generator, and the runner of the browser tests. It must be the very version that the page links.
pub fn wasm_bindgen(places: &Places) -> Attempt<Tool> {
    let version = lock::version(places, "wasm-bindgen")?;
    // Its own lock file names a withdrawn version.
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        locked: false,
        takes: "about 3 minutes, once",
    })
}

/// The licence check.
pub fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".into(),
        locked: true,
        takes: "about 5 minutes, once",
    }
}

/// The fuzzer.
pub fn cargo_fuzz() -> Tool {
    Tool {
        package: "cargo-fuzz",
        program: "cargo-fuzz",
        version: "0.13.1".into(),
        locked: true,
        takes: "about 2 minutes, once",
    }
}

impl Tool {
    /// Installs the program, unless this version is there already, here or on `PATH`.
    pub fn install(&self, places: &Places, steps: &mut Steps) -> Attempt<()> {
        let Self { package, version, takes, .. } = self;
        if self.is_there(places) {
            steps.start(&format!("{package} {version}")).there();
            return Ok(());
        }
        let mut step = steps.start(&format!("Installing {package} {version} ({takes})"));
        let installed = step.quietly(places, package, &mut self.installation(places))?;
        if !installed.success {
            return Err(self.failure(places, &installed));
        }
        // Only the programs are needed from now on. What stays behind costs space and nothing else.
        let _ = fs::remove_dir_all(places.tools.join("build"));
        if !self.is_there(places) {
            return Err(Failure::new(format!(
                "{package} {version} was installed, but another version is found first: remove {package} from .tools/bin, then run the command again."
            )));
        }
        step.done();
        Ok(())
    }

    fn is_there(&self, places: &Places) -> bool {
        // "trunk 0.21.14", "wasm-bindgen 0.2.130".
        let said = answer(command(places, self.program).arg("--version"));
        said.is_some_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    fn installation(&self, places: &Places) -> Command {
        let mut install = command(places, "cargo");
        install.args(["install", self.package, "--version", &self.version, "--force"]);
        if self.locked {
            install.arg("--locked");
        }
        // Unoptimized programs build three times faster, and are fast enough here.
        install.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0");
        install.arg("--root").arg(&places.tools).env("CARGO_TARGET_DIR", places.tools.join("build"));
        install
    }

    fn failure(&self, places: &Places, installed: &Collected) -> Failure {
        let Self { package, .. } = self;
        if installed.lacks_network() {
            return Failure::new(format!(
                "{package} could not be downloaded: connect to the network, then run the command again."
            ));
        }
        let reason = installed.reason().unwrap_or("no reason given");
        let log = places.shown(&places.log(package));
        Failure::new(format!("Installing {package} failed ({reason}): see {log}, mend it, then run the command again."))
    }
}
