//! No inline styles, no sentences outside of the catalogue, no style sheet that nothing imports.

use crate::source::block;
use crate::tree::{File, below, offence, read, rust};

/// An inline style is one that a content security policy forbids. `style=("--name", …)` sets a custom property and is none.
fn inline_styles(file: &File) -> Vec<String> {
    let mut out = Vec::new();
    if !file.path.ends_with(".rs") {
        for (number, line) in file.text.lines().enumerate() {
            let line = line.to_lowercase();
            if line.contains(" style=") || line.contains("<style") {
                out.push(offence(file, number + 1, line.trim()));
            }
        }
        return out;
    }
    let source = file.product();
    for (at, _) in source.words().filter(|(_, word)| *word == "style") {
        // Without a space: that is how attributes are written, and variables are not.
        let attribute = source.code[at + 5..].strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>']));
        if attribute.is_some_and(|value| !value.trim_start().starts_with('(')) {
            out.push(offence(file, source.line(at), "an inline style"));
        }
    }
    out
}

#[test]
fn styles_are_in_style_sheets() {
    for (path, text) in [
        ("src/ui/x.rs", "view! { <p style=\"color: red\">x</p> }"),
        ("src/ui/x.rs", "view! { <p style=move || format!(\"width:{x}\")>x</p> }"),
        ("index.html", "<p class=\"x\" style=\"color: red\">"),
        ("index.html", "<style>p {}</style>"),
    ] {
        assert!(!inline_styles(&File::example(path, text)).is_empty(), "not seen: {text}");
    }
    for text in [
        "view! { <p style=(\"--width\", width)>x</p> }",
        "let style = 1; if style == 1 { \"style=\" }",
        "// style=\"x\"",
    ] {
        assert_eq!(inline_styles(&File::example("src/ui/x.rs", text)), [""; 0], "{text}");
    }
    let mut offences: Vec<_> = rust("src").iter().flat_map(inline_styles).collect();
    offences.extend(inline_styles(&read("index.html")));
    assert!(offences.is_empty(), "{offences:#?}");
}

/// Whether two words stand side by side, as in a sentence.
fn has_two_words(text: &str) -> bool {
    // A line break in a literal is a blank too, and so is what stands between two words of a placeholder.
    let chars: Vec<char> = text.replace("\\n", " ").chars().collect();
    chars.windows(3).any(|w| w[0].is_alphabetic() && w[1].is_whitespace() && w[2].is_alphabetic())
        || chars.windows(4).any(|w| {
            w[0].is_alphabetic()
                && [',', '.', ':', ';', '!', '?'].contains(&w[1])
                && w[2] == ' '
                && w[3].is_alphabetic()
        })
}

/// Attributes of which the value is a list of names, not a text.
const NAME_LISTS: [&str; 10] = [
    "aria-keyshortcuts=",
    "class=",
    "id=",
    "for=",
    "rel=",
    "aria-labelledby=",
    "aria-describedby=",
    "aria-controls=",
    "viewBox=",
    "d=",
];
/// What is for developers: a person does not read it on the page.
const FOR_DEVELOPERS: [&str; 5] = ["panic!(", "expect_context(", "assert!(", "reason =", "cfg("];

/// Sentences in code: they belong into the catalogue, `src/messages`. `classes` are those of the style sheets.
fn sentences(file: &File, classes: &[String]) -> Vec<String> {
    let source = file.product();
    let mut out = Vec::new();
    for literal in source.literals.iter().filter(|literal| has_two_words(&literal.text)) {
        let before = source.before(literal.at);
        let name_list = NAME_LISTS.iter().any(|name| before.ends_with(name)) || is_class_directive(before);
        let for_developers = FOR_DEVELOPERS.iter().any(|name| before.ends_with(name)) || in_attribute(before);
        // `("st bad", …)`: a list of classes that is chosen elsewhere.
        let class_list = literal.text.split_whitespace().all(|word| is_class(word, classes));
        if !(name_list || for_developers || class_list) {
            out.push(offence(file, source.line(literal.at), format!("{:?}", literal.text)));
        }
    }
    for start in source.places("view! {") {
        let open = start + "view! ".len();
        let view = &source.code[open..open + block(&source.code[open..])];
        for (at, text) in bare_texts(view) {
            out.push(offence(file, source.line(open + at), format!("{text:?} without quotes")));
        }
    }
    out
}

/// Whether a word is a class, or begins one and ends with a placeholder.
fn is_class(word: &str, classes: &[String]) -> bool {
    match word.split_once('{') {
        None => classes.iter().any(|class| class == word),
        Some(("", _)) => true,
        Some((start, _)) => classes.iter().any(|class| class.starts_with(start)),
    }
}

/// `class:name=` takes a condition, which may compare with a text.
fn is_class_directive(before: &str) -> bool {
    let word = before.strip_suffix('=').map(|rest| rest.rsplit(char::is_whitespace).next().unwrap_or_default());
    word.is_some_and(|word| word.starts_with("class:"))
}

/// Whether a place is inside of `#[…]`.
fn in_attribute(before: &str) -> bool {
    let open = before.rfind("#[").or(before.rfind("#!["));
    open.is_some_and(|at| {
        let inside = &before[at..];
        inside.matches('[').count() > inside.matches(']').count()
    })
}

/// Words between two tags that stand there without quotes, which a view takes as text.
fn bare_texts(view: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    for (at, _) in view.match_indices('>') {
        let arrow = view[..at].ends_with(['-', '=']);
        let rest = &view[at + 1..];
        let Some(end) = rest.find('<').filter(|_| !arrow) else { continue };
        let text = rest[..end].trim();
        let words = text.split_whitespace().count() > 1;
        if words && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ",.!?…".contains(c)) {
            out.push((at, text));
        }
    }
    out
}

/// The names of all classes in the style sheets.
fn classes() -> Vec<String> {
    let mut out = Vec::new();
    for path in below("style").iter().filter(|path| path.ends_with(".css")) {
        let text = read(path).text;
        for (at, _) in text.match_indices('.') {
            let name: String =
                text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                out.push(name);
            }
        }
    }
    assert!(out.len() > 50, "the style sheets are read");
    out
}

#[test]
fn every_sentence_is_in_the_catalogue() {
    let known = ["st".to_string(), "bad".into()];
    for text in [
        "let x = \"No runs yet\";",
        "view! { <p>\"No runs\"</p> }",
        "view! { <p aria-label=\"Close the drawer\"></p> }",
        "view! { <p title=\"No, thanks\"></p> }",
        "view! { <p>No runs yet</p> }",
        "format!(\"{count} of them\")",
        "let x = (\"st gone\", 1);",
        "format!(\"st is {count}\")",
        "view! { <p class:bad=move || word.get() == \"not a class\"></p> }",
        "let x = r#\"No runs yet\"#;",
    ] {
        assert!(!sentences(&File::example("src/ui/x.rs", text), &known).is_empty(), "not seen: {text}");
    }
    for text in [
        "/// No runs yet: \"a sentence\".\nlet x = \"runs\";",
        "view! { <p class=\"panel wide\" aria-labelledby=\"one two\">{shell::EMPTY}</p> }",
        "let x = (\"st bad\", 1);",
        "format!(\"st bad{active} b{kind}\")",
        "#[allow(clippy::panic, reason = \"it is what it is\")]",
        "panic!(\"the page was asked to break\")",
        "let path = \"M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5\";",
        "let key = \"tapedeck.columns\"; let x = \" · \"; let y = \"{a} {b}\";",
        "fn x() -> impl IntoView { view! { <p>{move || a > b && c < d}</p> } }",
        "#[cfg(test)]\nmod tests { fn x() { assert_eq!(y, \"some words here\") } }",
    ] {
        assert_eq!(sentences(&File::example("src/ui/x.rs", text), &known), [""; 0], "{text}");
    }
    let known = classes();
    let files = ["src/pages", "src/ui"].into_iter().flat_map(rust).chain([read("src/pages.rs"), read("src/ui.rs")]);
    let offences: Vec<_> = files.flat_map(|file| sentences(&file, &known)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// What is not imported, and what is imported and not there.
fn imports(main: &str, sheets: &[&str]) -> Vec<String> {
    let imported: Vec<_> = main
        .lines()
        .filter_map(|line| line.trim().strip_prefix("@import \"./"))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let missing =
        sheets.iter().filter(|sheet| !imported.contains(sheet)).map(|sheet| format!("{sheet} is not imported"));
    let gone = imported.iter().filter(|sheet| !sheets.contains(sheet)).map(|sheet| format!("{sheet} is not there"));
    let twice = imported.iter().enumerate().filter(|(at, sheet)| imported[..*at].contains(sheet));
    missing.chain(gone).chain(twice.map(|(_, sheet)| format!("{sheet} is imported twice"))).collect()
}

#[test]
fn every_style_sheet_is_imported_once() {
    let main = "@import \"./a.css\";\n/* @import \"./c.css\"; */\n@import \"./b.css\";\n@import \"./a.css\";\n";
    let told = ["c.css is not imported", "b.css is not there", "a.css is imported twice"];
    assert_eq!(imports(main, &["a.css", "c.css"]), told);

    let sheets = below("style");
    let names = sheets.iter().filter_map(|path| path.strip_prefix("style/")).filter(|name| *name != "main.css");
    assert_eq!(imports(&read("style/main.css").text, &names.collect::<Vec<_>>()), [""; 0]);
}
