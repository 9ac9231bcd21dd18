//! Short names for what the glue lends to its wasm.
//!
//! wasm-bindgen names each function with sixteen digits of a hash, in the glue and in the wasm. Nobody reads them, and
//! they do not compress: with them the first load is six kilobytes bigger.

use std::collections::BTreeMap;

/// The module that all imports of one program come from, when it is short.
const MODULE: &str = "g";
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;

/// The wasm and its glue, both with short names. Nothing if they are not as wasm-bindgen writes them.
///
/// `module` is what the wasm calls the glue, for example `./tapedeck_bg.js`.
pub fn shorten(wasm: &[u8], glue: &str, module: &str) -> Option<(Vec<u8>, String)> {
    let mut short = BTreeMap::new();
    let mut out = wasm.get(..8)?.to_vec();
    let mut rest = Bytes(wasm.get(8..)?);
    while !rest.0.is_empty() {
        let section = rest.byte()?;
        let body = rest.text()?;
        let renamed = if section == IMPORTS { imports(body, module, &mut short)? } else { body.to_vec() };
        out.push(section);
        put_text(&mut out, &renamed);
    }
    let glue = glue_with(glue, module, &short)?;
    Some((out, glue))
}

/// The section of the imports with short names, which are noted beside the old ones.
fn imports(body: &[u8], module: &str, short: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut rest = Bytes(body);
    let count = rest.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        let (from, name) = (rest.text()?, rest.text()?);
        let kind = rest.byte()?;
        // Memory, tables and globals are the program's own.
        if kind != FUNCTION {
            return None;
        }
        if from == module.as_bytes() {
            let new = letters(short.len());
            put_text(&mut out, MODULE.as_bytes());
            put_text(&mut out, new.as_bytes());
            short.insert(String::from_utf8(name.to_vec()).ok()?, new);
        } else {
            put_text(&mut out, from);
            put_text(&mut out, name);
        }
        out.push(kind);
        put_number(&mut out, rest.number()?);
    }
    rest.0.is_empty().then_some(out)
}

/// The glue that lends its functions by their short names. Each of them must stand in it once.
fn glue_with(glue: &str, module: &str, short: &BTreeMap<String, String>) -> Option<String> {
    let (quoted, mut modules, mut functions) = (format!("\"{module}\": "), 0, 0);
    let mut out = String::with_capacity(glue.len());
    for line in glue.split_inclusive('\n') {
        let text = line.trim_start();
        let new = text.split_once(": function(").and_then(|(name, rest)| Some((short.get(name)?, rest)));
        if let Some((new, rest)) = new {
            out.push_str(&format!("{new}: function({rest}"));
            functions += 1;
        } else if let Some(rest) = text.strip_prefix(&quoted) {
            out.push_str(&format!("{MODULE}: {rest}"));
            modules += 1;
        } else {
            out.push_str(line);
        }
    }
    (modules == 1 && functions == short.len()).then_some(out)
}

/// `a` to `z`, then `aa` and so on.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    match number / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes with their number before them.
    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }
}

fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &[u8]) {
    put_number(out, text.len() as u32);
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_add_0123456789abcdef: function(arg0) {
            return 'of __wbg_add_0123456789abcdef: function';
        },
        __wbg_get_fedcba9876543210: function() { return handleError(function (arg0) {
        }, arguments); },
    };
    return {
        __proto__: null,
        \"./x_bg.js\": import0,
    };
}
";

    /// A program with these imports, and a section behind them that is longer than a byte can say.
    fn program(imports: &[(&str, &str, u8)]) -> Vec<u8> {
        let mut body = vec![imports.len() as u8];
        for (module, name, kind) in imports {
            put_text(&mut body, module.as_bytes());
            put_text(&mut body, name.as_bytes());
            body.extend([*kind, 5]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        for (section, body) in [(1, &[0][..]), (IMPORTS, &body), (11, &[7; 300])] {
            wasm.push(section);
            put_text(&mut wasm, body);
        }
        wasm
    }

    const ADD: (&str, &str, u8) = ("./x_bg.js", "__wbg_add_0123456789abcdef", FUNCTION);
    const GET: (&str, &str, u8) = ("./x_bg.js", "__wbg_get_fedcba9876543210", FUNCTION);
    const OTHER: (&str, &str, u8) = ("./snippets/y.js", "now", FUNCTION);

    #[test]
    fn both_sides_get_the_same_short_names_and_nothing_else_changes() {
        let (wasm, glue) = shorten(&program(&[GET, OTHER, ADD]), GLUE, "./x_bg.js").unwrap();
        assert_eq!(wasm, program(&[(MODULE, "a", FUNCTION), OTHER, (MODULE, "b", FUNCTION)]));
        let expected = GLUE
            .replace("        __wbg_add_0123456789abcdef: function(a", "b: function(a")
            .replace("        __wbg_get_fedcba9876543210", "a")
            .replace("        \"./x_bg.js\"", "g");
        assert_eq!(glue, expected);
    }

    #[test]
    fn what_is_not_as_expected_is_refused() {
        let missing = ("./x_bg.js", "__wbg_missing_0", FUNCTION);
        let memory = ("./x_bg.js", "memory", 2);
        for imports in [&[ADD, missing][..], &[ADD, memory]] {
            assert_eq!(shorten(&program(imports), GLUE, "./x_bg.js"), None, "{imports:?}");
        }
        let whole = program(&[ADD, GET]);
        assert_eq!(shorten(&whole, &GLUE.replace("./x_bg.js", "./y_bg.js"), "./x_bg.js"), None);
        for length in [0, 7, 20, whole.len() - 1] {
            assert_eq!(shorten(&whole[..length], GLUE, "./x_bg.js"), None, "{length}");
        }
    }

    #[test]
    fn names_are_counted_like_columns() {
        let names = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters);
        assert_eq!(names, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
