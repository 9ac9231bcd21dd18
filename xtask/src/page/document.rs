//! Edits of `index.html`: pure functions from text to text.

use crate::failure::{Attempt, Failure};
use crate::page::policy::POLICY;
use crate::page::tags::{Tag, tags};

/// How Trunk's own boot script is told from others.
const BOOT_SIGN: &str = "TrunkApplicationStarted";

/// The names that files got.
pub struct Names<'a> {
    /// From what Trunk wrote to what the file is called now.
    pub renamed: &'a [(String, String)],
    /// The script that starts the page.
    pub boot: &'a str,
    /// The script that starts the engine.
    pub worker: &'a str,
}

/// Moves the boot script into a file, follows renamed files, writes the policy and the worker's address, and checks
/// the result.
pub fn finish(html: &str, names: &Names<'_>) -> Attempt<String> {
    let html = with_boot_file(html, names.boot)?;
    let html = with_new_names(&html, names.renamed);
    let html = with_metas(&html, names.worker)?;
    match fault(&html) {
        None => Ok(html),
        Some(fault) => Err(Failure::new(format!("The policy forbids what index.html has: {fault}."))),
    }
}

fn with_boot_file(html: &str, boot: &str) -> Attempt<String> {
    let is_boot = |tag: &Tag| is_inline_script(tag) && html[tag.text.clone()].contains(BOOT_SIGN);
    let Some(tag) = tags(html).into_iter().find(is_boot) else {
        return Err(Failure::new("index.html has no boot script of Trunk's: it needs <link data-trunk rel=\"rust\">."));
    };
    let mut edited = html.to_owned();
    edited.replace_range(tag.element(html), &format!("<script type=\"module\" src=\"./{boot}\"></script>"));
    Ok(edited)
}

fn is_inline_script(tag: &Tag) -> bool {
    tag.name == "script" && tag.attribute("src").is_none()
}

fn with_new_names(html: &str, renamed: &[(String, String)]) -> String {
    renamed.iter().fold(html.to_owned(), |html, (old, new)| {
        html.replace(&format!("\"./{old}\""), &format!("\"./{new}\""))
            .replace(&format!("'./{old}'"), &format!("'./{new}'"))
    })
}

/// Behind the declaration of the character set, which must come first; before everything that loads something.
fn with_metas(html: &str, worker: &str) -> Attempt<String> {
    let charset = tags(html).into_iter().find(|tag| tag.name == "meta" && tag.attribute("charset").is_some());
    let Some(charset) = charset else {
        return Err(Failure::new("index.html has no <meta charset=\"utf-8\">: write it first in the head."));
    };
    let metas = format!(
        "\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"tapedeck-worker\" content=\"./{worker}\">"
    );
    let mut edited = html.to_owned();
    edited.insert_str(charset.at.end, &metas);
    Ok(edited)
}

/// The first thing in the document that the policy would stop, or that would break behind a server that rewrites files.
fn fault(html: &str) -> Option<String> {
    tags(html).iter().find_map(|tag| {
        let name = &tag.name;
        if is_inline_script(tag) {
            return Some("an inline script".to_owned());
        }
        if name == "style" {
            return Some("an inline style sheet".to_owned());
        }
        let bad = |attribute: &str| attribute == "style" || attribute == "integrity" || attribute.starts_with("on");
        let attribute = tag.attributes.iter().map(|(name, _)| name).find(|name| bad(name))?;
        Some(format!("the attribute {attribute} of <{name}>"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNKS: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tapedeck</title>
<script type="module">
import init, * as bindings from './tapedeck.js';
const wasm = await init({ module_or_path: './tapedeck_bg.wasm' });
dispatchEvent(new CustomEvent("TrunkApplicationStarted", {detail: {wasm}}));
</script>
<link rel="stylesheet" href="./main.css"/>
<link rel="modulepreload" href="./tapedeck.js" crossorigin="anonymous"></head>
<body></body>
</html>
"#;

    fn finished(html: &str) -> Attempt<String> {
        let renamed =
            [("tapedeck.js".to_owned(), "tapedeck-1.js".to_owned()), ("main.css".to_owned(), "main-2.css".to_owned())];
        finish(html, &Names { renamed: &renamed, boot: "boot-3.js", worker: "worker-4.js" })
    }

    fn complaint(html: &str) -> String {
        finished(html).unwrap_err().to_string()
    }

    #[test]
    fn the_boot_script_becomes_a_file() {
        let page = finished(TRUNKS).unwrap();
        assert!(page.contains(r#"<script type="module" src="./boot-3.js"></script>"#));
        assert!(!page.contains("TrunkApplicationStarted"));
    }

    #[test]
    fn files_are_called_by_their_new_names() {
        let html = finished(TRUNKS).unwrap();
        assert!(html.contains(r#"href="./tapedeck-1.js""#) && html.contains(r#"href="./main-2.css""#));
        assert!(!html.contains("./tapedeck.js") && !html.contains("./main.css"));
    }

    #[test]
    fn policy_and_worker_come_right_after_the_character_set() {
        let html = finished(TRUNKS).unwrap();
        let names: Vec<_> = tags(&html).into_iter().map(|tag| tag.name).collect();
        assert_eq!(names[..6], ["html", "head", "meta", "meta", "meta", "title"]);
        let metas = tags(&html);
        assert_eq!(metas[3].attribute("content"), Some(POLICY));
        assert_eq!(metas[4].attribute("content"), Some("./worker-4.js"));
    }

    #[test]
    fn what_the_policy_would_stop_fails_the_build() {
        let body = |inside: &str| TRUNKS.replace("<body>", &format!("<body>{inside}"));
        assert!(complaint(&body("<script>start()</script>")).contains("an inline script"));
        assert!(complaint(&body("<style>p{}</style>")).contains("an inline style sheet"));
        assert!(complaint(&body("<p style='x'>")).contains("the attribute style of <p>"));
        assert!(complaint(&body("<p onclick=x>")).contains("the attribute onclick of <p>"));
        assert!(complaint(&body("<link integrity=x>")).contains("the attribute integrity of <link>"));
    }

    #[test]
    fn a_document_that_cannot_start_fails_the_build() {
        assert!(complaint("<head><meta charset=utf-8></head>").contains("no boot script"));
        assert!(complaint(&TRUNKS.replace("<meta charset=\"utf-8\">", "")).contains("<meta charset"));
    }
}
