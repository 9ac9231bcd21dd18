//! What every dependency is for, and which ones a layer may not have.

use crate::tree::{File, offence, read, repository};

/// A dependency of a manifest.
#[derive(Debug, PartialEq)]
struct Dependency {
    line: usize,
    /// `dependencies`, `dev-dependencies`, `build-dependencies`, `workspace.dependencies`.
    kind: String,
    name: String,
    told: bool,
    from_workspace: bool,
    own: bool,
}

/// The dependencies of a manifest. A comment counts for what stands below it without an empty line between.
fn dependencies(manifest: &str) -> Vec<Dependency> {
    const KINDS: [&str; 4] = ["workspace.dependencies", "dev-dependencies", "build-dependencies", "dependencies"];
    let mut out: Vec<Dependency> = Vec::new();
    // The kind of the section, and the dependency that is a section of its own.
    let mut kind = String::new();
    let mut table = false;
    let mut comment = false;
    let mut open_brackets = 0i32;
    for (number, line) in manifest.lines().enumerate() {
        let (code, remark) = split_comment(line);
        let code = code.trim();
        let inside = open_brackets > 0;
        open_brackets += code.matches(['[', '{']).count() as i32 - code.matches([']', '}']).count() as i32;
        if code.is_empty() {
            comment = remark || (comment && !line.trim().is_empty());
            // In a section of its own the comment may follow the head.
            if let Some(last) = out.last_mut().filter(|_| table && remark) {
                last.told = true;
            }
            continue;
        }
        if inside {
            continue;
        }
        if let Some(head) = code.strip_prefix('[') {
            let head = head.trim_end_matches(']');
            let found = KINDS.iter().find(|kind| head == **kind || head.ends_with(&format!(".{kind}")));
            let named = KINDS.iter().find_map(|kind| {
                let (before, name) = head.rsplit_once('.')?;
                (before == *kind || before.ends_with(&format!(".{kind}"))).then_some((kind, name))
            });
            table = named.is_some();
            kind = found.or(named.as_ref().map(|(kind, _)| *kind)).map(|kind| kind.to_string()).unwrap_or_default();
            if let Some((_, name)) = named {
                let (name, kind) = (name.trim_matches('"').to_string(), kind.clone());
                let told = comment || remark;
                out.push(Dependency { line: number + 1, kind, name, told, from_workspace: false, own: false });
            }
            comment = false;
            continue;
        }
        if kind.is_empty() || table {
            continue;
        }
        let Some((name, value)) = code.split_once('=') else { continue };
        let name = name.trim();
        let from_workspace = name.ends_with(".workspace") || value.replace(' ', "").contains("workspace=true");
        let told = comment || remark;
        let own = value.contains("path =");
        let name = name.trim_end_matches(".workspace").trim_matches('"').to_string();
        out.push(Dependency { line: number + 1, kind: kind.clone(), name, told, from_workspace, own });
    }
    out
}

/// A line without its comment, and whether it has one that says something.
fn split_comment(line: &str) -> (&str, bool) {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return (&line[..at], line[at + 1..].chars().filter(|c| c.is_alphabetic()).count() > 3),
            _ => {}
        }
    }
    (line, false)
}

fn untold(file: &File, root: &[Dependency]) -> Vec<String> {
    let inherited = |name: &str| root.iter().any(|own| own.name == name && own.kind == "workspace.dependencies");
    dependencies(&file.text)
        .iter()
        .filter(|found| !(found.told || found.own || (found.from_workspace && inherited(&found.name))))
        .map(|found| offence(file, found.line, format!("nothing says what {} is for", found.name)))
        .collect()
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let root = "[workspace.dependencies]\n# JSON.\nserde = \"1\"\n";
    let known = dependencies(root);
    for text in [
        "[dependencies]\nregex = \"1\"\n",
        "[dependencies]\n# Words.\n\nregex = \"1\"\n",
        "[dev-dependencies]\nregex = \"1\" #\n",
        "[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n",
        "[dependencies]\nunknown.workspace = true\n",
        "[dependencies.web-sys]\nversion = \"1\"\nfeatures = [\n  \"A\", # a feature\n]\n",
        "[build-dependencies]\ncc = { version = \"1\" }\n",
        "# Of the section only.\n[dependencies]\nregex = \"1\"\n",
    ] {
        assert!(!untold(&File::example("Cargo.toml", text), &known).is_empty(), "not seen: {text}");
    }
    for text in [
        root,
        "[dependencies]\nserde.workspace = true\nserde = { workspace = true, features = [\"x\"] }\n",
        "[dependencies]\n# Words.\nregex = \"1\"\nregex-syntax = \"1\"\n",
        "[dependencies]\nregex = \"1\" # for words\n",
        "[dependencies.web-sys]\n# The browser.\nversion = \"1\"\nfeatures = [\n  \"A\",\n]\n",
        "[package]\nname = \"x\"\n[features]\na = []\n",
        "[dependencies]\nmine = { path = \"../mine\" }\n",
    ] {
        assert_eq!(untold(&File::example("Cargo.toml", text), &known), [""; 0], "{text}");
    }
    let known = dependencies(&read("Cargo.toml").text);
    assert!(known.len() > 10, "the manifest is read");
    let manifests: Vec<_> = repository().into_iter().filter(|path| path.ends_with("Cargo.toml")).collect();
    assert!(manifests.len() >= 5, "{manifests:?}");
    let offences: Vec<_> = manifests.iter().flat_map(|path| untold(&read(path), &known)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// The dependencies of the product that begin with one of these names.
fn forbidden(file: &File, names: &[&str], tests_too: bool) -> Vec<String> {
    dependencies(&file.text)
        .iter()
        .filter(|found| tests_too || found.kind != "dev-dependencies")
        .filter(|found| names.iter().any(|name| found.name == *name || found.name.starts_with(&format!("{name}-"))))
        .map(|found| offence(file, found.line, format!("{} has no business here", found.name)))
        .collect()
}

const WEB: [&str; 6] = ["leptos", "web-sys", "js-sys", "gloo", "wasm-bindgen", "tapedeck-simulator"];
const RUNTIMES: [&str; 7] = ["tokio", "async-std", "smol", "futures-executor", "reqwest", "hyper", "axum"];

#[test]
fn no_layer_depends_on_what_it_must_not_know() {
    let bad = File::example("Cargo.toml", "[dependencies]\ngloo-net = \"1\"\n[dev-dependencies]\ntokio = \"1\"\n");
    assert_eq!(forbidden(&bad, &[&WEB[..], &RUNTIMES].concat(), false).len(), 1);
    assert_eq!(forbidden(&bad, &[&WEB[..], &RUNTIMES].concat(), true).len(), 2);
    let table = File::example("Cargo.toml", "[dependencies.web-sys]\nversion = \"1\"\n");
    assert_eq!(forbidden(&table, &WEB, false).len(), 1);

    let core = [&WEB[..], &RUNTIMES, &["futures", "tapedeck-engine", "rand", "getrandom"]].concat();
    let mut offences = forbidden(&read("crates/core/Cargo.toml"), &core, false);
    offences.extend(forbidden(&read("crates/engine/Cargo.toml"), &[&WEB[..], &RUNTIMES].concat(), false));
    offences.extend(forbidden(&read("crates/simulator/Cargo.toml"), &["tapedeck-core", "tapedeck-engine"], true));
    assert!(offences.is_empty(), "{offences:#?}");
}
