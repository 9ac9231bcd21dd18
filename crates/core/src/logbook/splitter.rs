//! Finds the records in an answer while it arrives, in pieces of any size.
//!
//! Vendors wrap their records differently: `{"data":{"logs":[…]}}`, `{"results":[…]}`, `[…]`. So the array of records is
//! found by its name where that is known, or else by its shape: it is the first array that begins with an object, or the
//! whole answer. What stands around the records is kept as the *envelope*, with an empty array in their place, so that
//! the vendor's client can read it as it reads any answer.

/// The most of an envelope that is kept, in bytes. Envelopes have some hundred.
const ENVELOPE: usize = 256 << 10;
/// The longest name that an array of records may have.
const NAME: usize = 64;
/// What an error says of itself are no records, even where it is a list of objects.
const NOT_RECORDS: [&str; 2] = ["error", "errors"];

/// Finds the records in an answer.
#[derive(Debug)]
pub struct Splitter {
    /// The name of the array, if it is known.
    wanted: Option<&'static str>,
    part: Part,
    quoted: bool,
    escaped: bool,
    /// Whether the answer is JSON at all, as far as its first letter tells: a web page has arrays of objects too.
    json: Option<bool>,
    /// How many brackets are open: around the array, or inside of a record.
    depth: usize,
    /// The depth at which an error began.
    error: Option<usize>,
    /// The last text of the envelope, and whether a colon followed it.
    name: Vec<u8>,
    named: bool,
    /// The array may begin here: it does if an object follows.
    array: bool,
    envelope: Vec<u8>,
    /// The beginning of a record, from pieces that are gone.
    carried: Vec<u8>,
    spent: bool,
    /// How many brackets of the record in `carried` are open.
    inside: usize,
    /// Whether the bracket that ends the array was kept.
    closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Before,
    Between,
    /// An object or an array.
    Record,
    /// An element of the array that is neither.
    Scalar,
    After,
}

/// What is left when an answer has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// The answer without its records.
    pub envelope: Vec<u8>,
    /// Whether an array of records was found.
    pub found: bool,
    /// Whether the answer ended in the middle.
    pub cut: bool,
    /// The beginning of the record in which it ended.
    pub partial: Option<Vec<u8>>,
}

impl Splitter {
    /// For an answer in which the array of records has this name, or any.
    pub fn new(wanted: Option<&'static str>) -> Splitter {
        Splitter {
            wanted,
            part: Part::Before,
            quoted: false,
            escaped: false,
            json: None,
            depth: 0,
            error: None,
            name: Vec::new(),
            named: false,
            array: false,
            envelope: Vec::new(),
            carried: Vec::new(),
            spent: false,
            inside: 0,
            closed: false,
        }
    }

    /// Whether an object of the array begins in this piece, at `at`, which is moved there. Whoever knows how long it is
    /// may go on behind it without [`Splitter::next`].
    pub fn begins(&mut self, piece: &[u8], at: &mut usize) -> bool {
        if self.part != Part::Between {
            return false;
        }
        *at += separators(piece.get(*at..).unwrap_or_default());
        piece.get(*at) == Some(&b'{')
    }

    /// The next record that ends in this piece, from `at` on, which is moved behind it. Nothing when the piece is used up:
    /// what has begun in it is kept.
    pub fn next<'a>(&'a mut self, piece: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
        if self.spent {
            self.carried.clear();
            self.spent = false;
        }
        while *at < piece.len() {
            let rest = &piece[*at..];
            match self.part {
                Part::Before | Part::After => *at += self.around(rest),
                Part::Between => {
                    let space = separators(rest);
                    *at += space;
                    match rest.get(space) {
                        None => return None,
                        Some(b']') => self.part = Part::After,
                        Some(b'{' | b'[') => self.part = Part::Record,
                        Some(_) => self.part = Part::Scalar,
                    }
                }
                Part::Record | Part::Scalar => {
                    let end = if self.part == Part::Record { self.record(rest) } else { self.scalar(rest) };
                    let Some(end) = end else {
                        self.carried.extend_from_slice(rest);
                        *at = piece.len();
                        return None;
                    };
                    *at += end;
                    self.part = Part::Between;
                    if self.carried.is_empty() {
                        return Some(&rest[..end]);
                    }
                    self.carried.extend_from_slice(&rest[..end]);
                    self.spent = true;
                    return Some(&self.carried);
                }
            }
        }
        None
    }

    /// The answer has ended.
    pub fn finish(mut self) -> Rest {
        if self.spent {
            self.carried.clear();
        }
        let found = self.part != Part::Before;
        let inside = found && self.part != Part::After;
        let cut = inside || self.quoted || self.depth > 0;
        let partial = (inside && !self.carried.is_empty()).then_some(self.carried);
        if self.envelope.starts_with(b"\xef\xbb\xbf") {
            self.envelope.drain(..3);
        }
        Rest { envelope: self.envelope, found, cut, partial }
    }

    /// Reads what stands around the records. Returns how much of it was read.
    fn around(&mut self, rest: &[u8]) -> usize {
        for (at, byte) in rest.iter().copied().enumerate() {
            if self.part == Part::After && !self.closed {
                // The bracket that ends the array is kept, and the one that began it was.
                self.closed = true;
                self.keep(byte);
                continue;
            }
            if self.array && !byte.is_ascii_whitespace() {
                self.array = false;
                if byte == b'{' {
                    self.part = Part::Between;
                    self.depth -= 1;
                    return at;
                }
            }
            self.keep(byte);
            // A byte order mark is no part of it.
            let first = self.json.is_none() && !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(&byte);
            if first {
                self.json = Some(matches!(byte, b'{' | b'['));
            }
            if self.quoted {
                self.text(byte);
                continue;
            }
            match byte {
                b'"' => {
                    self.quoted = true;
                    self.name.clear();
                    self.named = false;
                }
                b':' => self.named = true,
                b'{' | b'[' => {
                    let root = first && byte == b'[';
                    self.depth += 1;
                    let name = if self.named { std::mem::take(&mut self.name) } else { Vec::new() };
                    self.named = false;
                    if self.error.is_none() && NOT_RECORDS.iter().any(|error| error.as_bytes() == name) {
                        self.error = Some(self.depth);
                    }
                    let begins = byte == b'[' && self.part == Part::Before;
                    let here = begins && self.json == Some(true) && self.error.is_none();
                    let wanted = self.wanted.is_some_and(|wanted| wanted.as_bytes() == name);
                    if here && (root || wanted) {
                        self.part = Part::Between;
                        self.depth -= 1;
                        return at + 1;
                    }
                    self.array = here && self.wanted.is_none();
                }
                b'}' | b']' => {
                    if self.error == Some(self.depth) {
                        self.error = None;
                    }
                    self.depth = self.depth.saturating_sub(1);
                }
                b',' => self.named = false,
                _ => {}
            }
        }
        rest.len()
    }

    /// A letter of a text in the envelope.
    fn text(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.quoted = false,
            _ if self.name.len() < NAME => self.name.push(byte),
            _ => {}
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.envelope.len() < ENVELOPE {
            self.envelope.push(byte);
        }
    }

    /// Where the record ends, if it does. It may have begun before.
    fn record(&mut self, rest: &[u8]) -> Option<usize> {
        let mut at = 0;
        // In registers, not behind a pointer: this loop sees every byte of every record.
        let (mut depth, mut quoted) = (if self.carried.is_empty() { 0 } else { self.inside }, self.quoted);
        if std::mem::take(&mut self.escaped) {
            at += 1;
        }
        let end = 'scan: loop {
            if quoted {
                loop {
                    match rest.get(at) {
                        None => break 'scan None,
                        Some(b'"') => break,
                        Some(b'\\') => at += 2,
                        Some(_) => at += 1,
                    }
                }
                quoted = false;
                at += 1;
            }
            loop {
                let Some(byte) = rest.get(at) else { break 'scan None };
                at += 1;
                match MARK[usize::from(*byte)] {
                    0 => {}
                    1 => {
                        quoted = true;
                        break;
                    }
                    2 => depth += 1,
                    _ => {
                        depth -= 1;
                        if depth == 0 {
                            break 'scan Some(at);
                        }
                    }
                }
            }
        };
        self.quoted = quoted && end.is_none();
        self.escaped = at > rest.len();
        self.inside = depth;
        end
    }

    /// Where a text, a number or what else stands in the array ends, if it does.
    fn scalar(&mut self, rest: &[u8]) -> Option<usize> {
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                _ if std::mem::take(&mut self.escaped) => {}
                b'\\' if self.quoted => self.escaped = true,
                b'"' => self.quoted = !self.quoted,
                b',' | b']' if !self.quoted => return Some(at),
                _ => {}
            }
        }
        None
    }
}

/// How many bytes stand between two elements.
fn separators(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count()
}

/// What a byte outside of a text means: nothing, a quotation mark, an opening and a closing bracket.
static MARK: [u8; 256] = {
    let mut mark = [0; 256];
    mark[b'"' as usize] = 1;
    mark[b'{' as usize] = 2;
    mark[b'[' as usize] = 2;
    mark[b'}' as usize] = 3;
    mark[b']' as usize] = 3;
    mark
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes out of an answer that is cut at some places.
    fn split(wanted: Option<&'static str>, answer: &[u8], cuts: &[usize]) -> (Vec<String>, Rest) {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut % (answer.len() + 1)).collect();
        places.extend([0, answer.len()]);
        places.sort_unstable();
        let mut splitter = Splitter::new(wanted);
        let mut records = Vec::new();
        for piece in places.windows(2).map(|ends| &answer[ends[0]..ends[1]]) {
            let mut at = 0;
            while let Some(record) = splitter.next(piece, &mut at) {
                records.push(String::from_utf8_lossy(record).into_owned());
            }
        }
        (records, splitter.finish())
    }

    #[test]
    fn finds_the_records_of_every_vendor() {
        for (answer, records, envelope) in [
            (
                r#"{"data":{"count":2,"logs":[{"a":1},{"b":[{}]}]},"success":true}"#,
                &[r#"{"a":1}"#, r#"{"b":[{}]}"#][..],
                r#"{"data":{"count":2,"logs":[]},"success":true}"#,
            ),
            (
                "\u{feff}{ \"events\" : [ {\"x\" : 1.50} ,\n {\"y\":\"]}\\\"\"} ] , \"count\" : 2 }",
                &["{\"x\" : 1.50}", "{\"y\":\"]}\\\"\"}"],
                "{ \"events\" : [ ] , \"count\" : 2 }",
            ),
            (r#"[{"a":1},"text",7,null,[1]]"#, &[r#"{"a":1}"#, r#""text""#, "7", "null", "[1]"], "[]"),
            (
                r#"{"tags":["a"],"results":[{"a":"\\"}],"more":[{"b":1}]}"#,
                &[r#"{"a":"\\"}"#],
                r#"{"tags":["a"],"results":[],"more":[{"b":1}]}"#,
            ),
            (r#"{"logs":[]}"#, &[], r#"{"logs":[]}"#),
            (
                r#"{"error":{"code":403,"errors":{"types":[{"type":"otp"}]}},"success":false}"#,
                &[],
                r#"{"error":{"code":403,"errors":{"types":[{"type":"otp"}]}},"success":false}"#,
            ),
            (r#"{"error":null,"rows":[{"a":1}]}"#, &[r#"{"a":1}"#], r#"{"error":null,"rows":[]}"#),
            ("<html>[x]</html>", &[], "<html>[x]</html>"),
            ("", &[], ""),
        ] {
            let (found, rest) = split(None, answer.as_bytes(), &[]);
            assert_eq!(found, records, "{answer}");
            assert_eq!(String::from_utf8_lossy(&rest.envelope), envelope);
            assert!(!rest.cut && rest.partial.is_none(), "{answer}");
        }
    }

    #[test]
    fn a_name_is_stronger_than_a_shape() {
        let answer = r#"{"sources":[{"a":1}],"logs":["x",{"b":2}],"success":true}"#;
        let (found, rest) = split(Some("logs"), answer.as_bytes(), &[]);
        assert_eq!(found, [r#""x""#, r#"{"b":2}"#]);
        assert_eq!(rest.envelope, br#"{"sources":[{"a":1}],"logs":[],"success":true}"#);
    }

    #[test]
    fn an_answer_that_ends_in_the_middle_keeps_what_arrived_and_says_so() {
        let answer = br#"{"data":{"logs":[{"a":"x"},{"b":2}]}}"#;
        for end in 1..answer.len() {
            let (found, rest) = split(None, &answer[..end], &[]);
            assert!(rest.cut, "{end}");
            assert_eq!(found.len(), usize::from(end >= 26) + usize::from(end >= 34), "{end}");
            let partial = rest.partial.map(|partial| String::from_utf8(partial).unwrap());
            assert_eq!(
                partial.as_deref(),
                match end {
                    18..26 => std::str::from_utf8(&answer[17..end]).ok(),
                    28..34 => std::str::from_utf8(&answer[27..end]).ok(),
                    _ => None,
                },
                "{end}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_a_record_of_its_own() {
        let (found, rest) = split(None, br#"[{"a":1} oops, {"b":2}, }, 'x']"#, &[]);
        assert_eq!(found, [r#"{"a":1}"#, "oops", r#"{"b":2}"#, "}", "'x'"]);
        assert!(!rest.cut);
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            "[a-z\\\\\"{}\\[\\],:\u{1}é😀\u{202e}]{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 30, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::vec(("[a-z\\\\\"]{0,4}", inner), 0..5)
                    .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn records_are_the_same_wherever_the_pieces_end(
            rows in prop::collection::vec(json(), 0..8),
            before in json(),
            after in json(),
            pretty in any::<bool>(),
            cuts in prop::collection::vec(any::<usize>(), 0..20),
        ) {
            let whole = serde_json::json!({"before": before, "rows": rows, "after": after});
            let answer = if pretty { serde_json::to_vec_pretty(&whole) } else { serde_json::to_vec(&whole) }.unwrap();
            let (found, rest) = split(Some("rows"), &answer, &cuts);
            let read: Vec<serde_json::Value> = found.iter().map(|raw| serde_json::from_str(raw).unwrap()).collect();
            // A field of the same name may stand inside of what comes before.
            let (once, _) = split(Some("rows"), &answer, &[]);
            prop_assert_eq!(&found, &once);
            if !before.to_string().contains("\"rows\"") {
                prop_assert_eq!(read, rows);
            }
            prop_assert!(!rest.cut);
            let envelope: serde_json::Value = serde_json::from_slice(&rest.envelope).unwrap();
            prop_assert_eq!(&envelope["after"], &after);
        }

        #[test]
        fn any_bytes_are_read_to_the_end(bytes in prop::collection::vec(any::<u8>(), 0..200), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
            let answer = [b"[{".to_vec(), bytes].concat();
            let (found, rest) = split(None, &answer, &cuts);
            let (once, same) = split(None, &answer, &[]);
            prop_assert_eq!((found, rest), (once, same));
        }
    }
}
