//! The last step of a build, inside Trunk's staging folder.
//!
//! Scripts are minified, styles bundled, every file gets its hash into its name, the document gets its policy,
//! and the whole is weighed.

use crate::failure::{Attempt, Failure};
use crate::page::document::{self, Names};
use crate::page::hash::hashed_name;
use crate::page::{budget, esbuild, names};
use crate::places::Places;
use crate::process::{command, shown};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The two programs of `index.html`. Of each, wasm-bindgen writes the glue and what the glue loads.
const PAGE: &str = "tapedeck";
const ENGINE: &str = "engine";
/// The program that answers for the demo's systems, loaded when it is wanted.
const DEMO: &str = "demo.wasm";
/// The script that starts the engine, in the repository's root.
const WORKER: &str = "worker.js";
/// The style sheet that imports all others.
const STYLES: &str = "main.css";
/// The script that starts the page.
const BOOT: &str = include_str!("boot.js");

/// Set by the command that weighs the page itself. Trunk alone has the hook weigh it.
pub const WEIGHED_LATER: &str = "TAPEDECK_WEIGHED_LATER";

/// Finishes the page in the folder that Trunk names in `TRUNK_STAGING_DIR`.
pub fn finish_staged(places: &Places) -> Attempt<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let Some(staging) = staging else {
        return Err(Failure::new("page-finish is Trunk's hook and is not run by hand: run `cargo xtask dist`."));
    };
    let stage = Stage { places, folder: places.root.join(staging) };
    // A debug build is for looking at, and has no budget.
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    stage.finish(release)
}

/// What a file was called, and what it is called now.
type Renamed = (String, String);

/// The folder being finished.
struct Stage<'a> {
    places: &'a Places,
    folder: PathBuf,
}

impl Stage<'_> {
    fn finish(&self, release: bool) -> Attempt<()> {
        let [page_glue, page_wasm] = self.bound(PAGE)?;
        let [engine_glue, _] = self.bound(ENGINE)?;
        let demo = self.program("demo", DEMO)?;
        let worker = self.script("worker", &self.read_text(WORKER)?, &[&demo, &engine_glue])?;
        let boot = self.script("boot", BOOT, &[&demo, &engine_glue, &page_glue])?;
        let renamed = [page_glue, page_wasm, (STYLES.to_owned(), self.styles()?)];
        let names = Names { renamed: &renamed, boot: &boot, worker: &worker };
        let page = document::finish(&self.read_text("index.html")?, &names)?;
        self.remove_snippets()?;
        self.write("index.html", page.as_bytes())?;
        if release {
            self.compress()?;
        }
        if release && env::var_os(WEIGHED_LATER).is_none() {
            let sizes = budget::sizes(&self.folder)?;
            budget::check(&sizes).inspect_err(|_| eprintln!("{}", budget::table(&sizes)))?;
        }
        Ok(())
    }

    /// A program that wasm-bindgen wrote: the old and the new names of its glue, and of what the glue loads.
    fn bound(&self, stem: &str) -> Attempt<[Renamed; 2]> {
        let wasm = format!("{stem}_bg.wasm");
        let bytes = fs::read(self.folder.join(&wasm)).map_err(Failure::of(format!("Reading {wasm}")))?;
        let glue = format!("{stem}.js");
        let text = self.read_text(&glue)?;
        let changed = |what: &str| Failure::new(format!("{glue} {what}: wasm-bindgen changed, and so must xtask."));
        if !text.contains(&wasm) {
            return Err(changed(&format!("does not name {wasm}")));
        }
        let short = names::shorten(&bytes, &text, &format!("./{stem}_bg.js"));
        let (bytes, text) = short.ok_or_else(|| changed(&format!("and {wasm} do not name the same functions")))?;
        let new = self.put(stem, "wasm", &bytes, &wasm)?;
        self.write(&glue, text.replace(&wasm, &new).as_bytes())?;
        // With the snippets that it imports inside.
        let small = esbuild::module(self.places, &self.folder.join(&glue))?;
        let new_glue = self.put(stem, "js", &small, &glue)?;
        Ok([(glue, new_glue), (wasm, new)])
    }

    /// Trunk builds what has glue; the package `tapedeck-<stem>`, which has no imports and needs none, is built here.
    fn program(&self, stem: &str, file: &str) -> Attempt<Renamed> {
        let mut cargo = command(self.places, "cargo");
        cargo.args(["build", "--quiet", "--offline", "--release", "--target", "wasm32-unknown-unknown"]);
        cargo.args(["--package", &format!("tapedeck-{stem}")]);
        let failed = |what: &str| Failure::new(format!("{file} could not be {what}: mend what is said above."));
        if !shown(&mut cargo)? {
            return Err(failed("compiled"));
        }
        let built = self.places.target.join(format!("wasm32-unknown-unknown/release/tapedeck_{stem}.wasm"));
        let mut optimise = command(self.places, "wasm-opt");
        optimise.args(["-Oz", "--strip-debug", "--strip-producers"]).arg(built).arg("-o").arg(self.folder.join(file));
        if !shown(&mut optimise)? {
            return Err(failed("made small"));
        }
        let bytes = fs::read(self.folder.join(file)).map_err(Failure::of(format!("Reading {file}")))?;
        Ok((file.to_owned(), self.put(stem, "wasm", &bytes, file)?))
    }

    /// A small script of ours, with the names that files have got.
    fn script(&self, stem: &str, text: &str, names: &[&Renamed]) -> Attempt<String> {
        if let Some((name, _)) = names.iter().find(|(name, _)| !text.contains(&format!("./{name}"))) {
            return Err(Failure::new(format!("{stem}.js does not name ./{name}: restore that.")));
        }
        let source = format!("{stem}.js");
        let text = names.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new));
        self.write(&source, text.as_bytes())?;
        let small = esbuild::small_module(self.places, &self.folder.join(&source))?;
        self.put(stem, "js", &small, &source)
    }

    /// They are inside the glue by now.
    fn remove_snippets(&self) -> Attempt<()> {
        let snippets = self.folder.join("snippets");
        if snippets.is_dir() {
            fs::remove_dir_all(snippets).map_err(Failure::of("Removing the snippets"))?;
        }
        Ok(())
    }

    /// From the sources: Trunk copies the first file and none that it imports.
    fn styles(&self) -> Attempt<String> {
        let small = esbuild::styles(self.places, &self.places.root.join("style").join(STYLES))?;
        self.put("main", "css", &small, STYLES)
    }

    /// Compressed by Node, which has both forms built in.
    fn compress(&self) -> Attempt<()> {
        let program = self.places.root.join("xtask/npm/compress.mjs");
        let status = command(self.places, "node").arg(program).arg(&self.folder).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            _ => Err(Failure::new("Node could not compress the page: mend what is said above.")),
        }
    }

    /// Writes a file under its hashed name, in place of `old`.
    fn put(&self, stem: &str, extension: &str, bytes: &[u8], old: &str) -> Attempt<String> {
        let name = hashed_name(stem, extension, bytes);
        fs::remove_file(self.folder.join(old)).map_err(Failure::of(format!("Removing {old}")))?;
        self.write(&name, bytes)?;
        Ok(name)
    }

    fn read_text(&self, name: &str) -> Attempt<String> {
        fs::read_to_string(self.folder.join(name)).map_err(|error| {
            Failure::new(format!("Trunk did not make {name} ({error}): index.html must have a data-trunk link for it."))
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Attempt<()> {
        fs::write(self.folder.join(Path::new(name)), bytes).map_err(Failure::of(format!("Writing {name}")))
    }
}
