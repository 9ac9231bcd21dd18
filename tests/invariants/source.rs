//! Rust read well enough to tell code, comments and text literals apart.

/// A file, of which every byte is in `code` or blanked there.
#[derive(Clone)]
pub struct Source {
    /// The code: comments and the insides of literals are blanks, so that places and lines stay what they are.
    pub code: String,
    /// The text literals.
    pub literals: Vec<Literal>,
}

/// A text literal, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// Where its opening quote (or the `r` before it) is in `code`.
    pub at: usize,
    /// What stands between the quotes, as written.
    pub text: String,
}

impl Source {
    pub fn read(text: &str) -> Source {
        let bytes = text.as_bytes();
        let mut code = bytes.to_vec();
        let mut literals = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let rest = &text[at..];
            let end = if rest.starts_with("//") {
                at + rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                at + block_comment(rest)
            } else if let Some((open, close)) =
                text_literal(rest).filter(|_| rest.starts_with('"') || !in_word(bytes, at))
            {
                literals.push(Literal { at, text: rest[open..close].to_string() });
                blank(&mut code[at + open..at + close]);
                at += (close + rest[close..].find(['"']).map_or(0, |quote| quote + 1)).max(1);
                at += bytes[at..].iter().take_while(|byte| **byte == b'#').count()
                    * usize::from(rest.starts_with(['r', 'b']));
                continue;
            } else if let Some(length) = char_literal(rest) {
                at + length
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            blank(&mut code[at..end]);
            at = end;
        }
        Source { code: String::from_utf8(code).expect("blanked by whole characters"), literals }
    }

    /// The same without what is compiled for tests only.
    pub fn without_tests(mut self) -> Source {
        let mut code = self.code.clone().into_bytes();
        for (start, _) in self.code.match_indices("#[cfg(test)]") {
            let rest = &self.code[start..];
            // An item ends with its block, or with a semicolon before any block.
            let length = match (rest.find('{'), rest.find(';')) {
                (Some(open), semicolon) if semicolon.is_none_or(|at| open < at) => open + block(&rest[open..]),
                (_, Some(semicolon)) => semicolon + 1,
                _ => rest.len(),
            };
            self.literals.retain(|literal| !(start..start + length).contains(&literal.at));
            blank(&mut code[start..start + length]);
        }
        self.code = String::from_utf8(code).expect("blanked by whole characters");
        self
    }

    /// The code before a place, without blanks at its end.
    pub fn before(&self, at: usize) -> &str {
        self.code[..at].trim_end()
    }

    pub fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// The identifiers, with their places.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter_map(move |word| {
            let start = at;
            // What splits is one character, of any length; the next word is found from here.
            let here = start + self.code[start..].find(word).unwrap_or(0);
            at = here + word.len();
            (!word.is_empty()).then_some((here, word))
        })
    }

    /// Where a piece of code is.
    pub fn places(&self, piece: &str) -> Vec<usize> {
        self.code.match_indices(piece).map(|(at, _)| at).collect()
    }
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

fn in_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Where the inside of a text literal begins and ends, if one begins here.
fn text_literal(rest: &str) -> Option<(usize, usize)> {
    let prefix = rest.bytes().take_while(|byte| matches!(byte, b'r' | b'b' | b'c')).count();
    if prefix > 2 {
        return None;
    }
    let raw = rest[..prefix].contains('r');
    let hashes = if raw { rest[prefix..].bytes().take_while(|byte| *byte == b'#').count() } else { 0 };
    let open = prefix + hashes + 1;
    if rest.as_bytes().get(open - 1) != Some(&b'"') {
        return None;
    }
    if raw {
        let close = format!("\"{}", "#".repeat(hashes));
        return Some((open, open + rest[open..].find(&close).unwrap_or(rest.len() - open)));
    }
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(open) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some((open, at)),
            _ => {}
        }
    }
    Some((open, rest.len()))
}

/// The length of a character literal, if one begins here and not a lifetime.
fn char_literal(rest: &str) -> Option<usize> {
    let mut chars = rest.strip_prefix('\'')?.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next();
        return chars.find(|(_, c)| *c == '\'').map(|(at, _)| at + 2);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 2)
}

/// The length of a block that begins here.
pub fn block(rest: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn code_comments_and_literals_are_told_apart() {
    let text = r##"let a = "x // no \" comment"; // "no literal"
/* one /* inside */ "no" */ let b = r#"raw "text""#; let c = '"'; let d: &'static str = b"bytes"; let e = '\'';
let f = "ä" /* ö */; for_r"not raw";"##;
    let source = Source::read(text);
    assert_eq!(source.code.len(), text.len());
    let texts: Vec<_> = source.literals.iter().map(|literal| literal.text.as_str()).collect();
    assert_eq!(texts, [r#"x // no \" comment"#, r#"raw "text""#, "bytes", "ä", "not raw"]);
    for gone in ["comment", "inside", "raw \"", "no literal", "ö"] {
        assert!(!source.code.contains(gone), "{gone} in {}", source.code);
    }
    for kept in ["let a =", "let b =", "let c =", "let d: &'static str =", "let e =", "let f ="] {
        assert!(source.code.contains(kept), "{kept} in {}", source.code);
    }
    assert_eq!(source.line(source.places("let f")[0]), 3);
}

#[test]
fn tests_are_left_out() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { \"x\" } }\n#[cfg(test)]\nmod more;\nfn c() {}\n";
    let source = Source::read(text).without_tests();
    let words: Vec<_> = source.words().map(|(_, word)| word).collect();
    assert_eq!(words, ["fn", "a", "fn", "c"]);
    assert_eq!(source.literals, []);
    assert_eq!(source.line(source.places("fn c")[0]), 6);
}
