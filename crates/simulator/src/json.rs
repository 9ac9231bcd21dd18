//! Writing JSON straight into text: the answers are large and simple, so nothing is built in between.

/// A JSON text being written. Commas are set where they are needed.
#[derive(Debug, Default)]
pub(crate) struct Json {
    out: String,
}

impl Json {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes) }
    }

    fn separate(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    /// Opens an object or a list: `{` or `[`.
    pub(crate) fn open(&mut self, bracket: char) -> &mut Self {
        self.separate();
        self.out.push(bracket);
        self
    }

    /// Closes it: `}` or `]`.
    pub(crate) fn close(&mut self, bracket: char) -> &mut Self {
        self.out.push(bracket);
        self
    }

    /// The name of the next value.
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        self.separate();
        self.quoted(key);
        self.out.push(':');
        self
    }

    /// A whole number as the next value.
    pub(crate) fn number(&mut self, value: i64) -> &mut Self {
        self.separate();
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.out.push('-');
        }
        self.out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
        self
    }

    /// A text as the next value.
    pub(crate) fn string(&mut self, value: &str) -> &mut Self {
        self.separate();
        self.quoted(value);
        self
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, value: &str) -> &mut Self {
        self.separate();
        self.out.push_str(value);
        self
    }

    /// `"key":number`
    pub(crate) fn int(&mut self, key: &str, value: impl Into<i64>) -> &mut Self {
        let value = value.into();
        self.key(key).number(value)
    }

    /// `"key":"text"`
    pub(crate) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.key(key).string(value)
    }

    /// `"key":true`
    pub(crate) fn flag(&mut self, key: &str, value: bool) -> &mut Self {
        self.key(key).raw(if value { "true" } else { "false" })
    }

    /// `"key":"text"` or `"key":null`
    pub(crate) fn maybe(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(key, value),
            None => self.key(key).raw("null"),
        }
    }

    fn quoted(&mut self, value: &str) {
        self.out.push('"');
        let mut from = 0;
        for (at, byte) in value.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\t' => "\\t",
                b'\r' => "\\r",
                0..=0x1F => "\\u0020",
                _ => continue,
            };
            self.out.push_str(&value[from..at]);
            self.out.push_str(escape);
            from = at + 1;
        }
        self.out.push_str(&value[from..]);
        self.out.push('"');
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}
