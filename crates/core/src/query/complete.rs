//! What can be written next.

use super::Key;
use super::print::written;

/// What is expected at a place of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The first character of what a suggestion takes the place of, counted in characters from 0.
    pub start: usize,
    /// How many characters it takes the place of.
    pub len: usize,
    /// What was written before the caret, without quotation marks.
    pub prefix: String,
    /// Of what kind a suggestion is.
    pub expects: Expects,
}

/// What kind of thing is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expects {
    /// The name of a field, or a word to look for.
    Name,
    /// A value of a field.
    Value(Key),
    /// Anything: the inside of a phrase or of a regular expression.
    Text,
}

impl Expected {
    /// The names and known values that begin with what was written. Values with counts come from the facets of a view.
    pub fn known(&self) -> Vec<&'static str> {
        let begins = |word: &&'static str| {
            word.get(..self.prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(&self.prefix))
        };
        match self.expects {
            Expects::Name => Key::all().map(Key::word).chain(["keyword"]).filter(begins).collect(),
            Expects::Value(key) => key.known_values().into_iter().filter(begins).collect(),
            Expects::Text => Vec::new(),
        }
    }

    /// The text with a suggestion in its place, and where the caret stands then, in characters. A value is written so that
    /// it is read back as one, and a name gets its colon, unless it is compared with something already.
    pub fn accept(&self, text: &str, suggestion: &str) -> (String, usize) {
        let chars: Vec<char> = text.chars().collect();
        let (start, end) = (self.start.min(chars.len()), (self.start + self.len).min(chars.len()));
        let compared = chars.get(end).is_some_and(|c| matches!(c, ':' | '=' | '<' | '>'));
        let written = match self.expects {
            Expects::Value(_) => written(suggestion),
            Expects::Name if !compared => format!("{suggestion}:"),
            Expects::Name | Expects::Text => suggestion.to_string(),
        };
        let caret = start + written.chars().count();
        let (before, after) = (chars[..start].iter(), chars[end..].iter());
        (before.copied().chain(written.chars()).chain(after.copied()).collect(), caret)
    }
}

/// What is expected at the caret, which stands before the character of that number. A query that is wrong has suggestions
/// too: it is being written.
pub fn complete(text: &str, caret: usize) -> Expected {
    let chars: Vec<char> = text.chars().collect();
    let caret = caret.min(chars.len());
    let (_, start, end) = condition(&chars, caret);
    inside(&chars, start, end, caret)
}

/// The text without the condition in which the caret stands: what is asked besides it.
pub fn without_condition(text: &str, caret: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (from, _, end) = condition(&chars, caret.min(chars.len()));
    chars[..from].iter().chain(&chars[end..]).collect::<String>().trim().to_string()
}

/// The condition in which the caret stands: where it begins, the same behind its minus, and where it ends.
fn condition(chars: &[char], caret: usize) -> (usize, usize, usize) {
    let mut at = 0;
    loop {
        while chars.get(at).is_some_and(|c| c.is_whitespace() || matches!(c, '(' | ')')) && at < caret {
            at += 1;
        }
        let start = at + usize::from(chars.get(at) == Some(&'-') && at < caret);
        let end = end_of(chars, start, false);
        if caret <= end || end >= chars.len() {
            return (at, start, end.max(caret));
        }
        at = end.max(at + 1);
    }
}

/// Where a word, a phrase, or a value of a list ends.
fn end_of(chars: &[char], start: usize, value: bool) -> usize {
    let mut quote = None;
    let mut at = start;
    while let Some(c) = chars.get(at) {
        match (*c, quote) {
            ('\\', _) => at += 1,
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            // Inside of a word a quotation mark stands for itself, unless a value begins there.
            ('"', None) if at == start || begins_value(chars, at) => quote = Some('"'),
            (',', None) if value => return at,
            (c, None) if c.is_whitespace() || c == ')' => return at,
            _ => {}
        }
        at += 1;
    }
    at.min(chars.len())
}

fn begins_value(chars: &[char], at: usize) -> bool {
    at > 0 && matches!(chars[at - 1], ':' | '=' | '<' | '>' | ',')
}

fn inside(chars: &[char], start: usize, end: usize, caret: usize) -> Expected {
    let text = |from: usize| chars[from.min(caret)..caret].iter().collect::<String>();
    let expected = |start: usize, end: usize, expects| Expected {
        start,
        len: end.saturating_sub(start),
        prefix: text(start).trim_start_matches('"').to_string(),
        expects,
    };
    let name = chars[start.min(end)..end].iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let sign = chars[start + name..end].iter().take_while(|c| matches!(c, ':' | '=' | '<' | '>')).count();
    let values = start + name + sign;
    if sign == 0 || caret < values {
        return match chars.get(start) {
            Some('"' | '/') if caret > start => expected(start, end, Expects::Text),
            // The name only: what is compared with it stays.
            _ => expected(start, if sign > 0 { start + name } else { end }, Expects::Name),
        };
    }
    let word: String = chars[start..start + name].iter().collect();
    let Some(key) = Key::from_word(&word) else { return expected(values, end, Expects::Text) };
    let mut from = values;
    loop {
        let to = end_of(chars, from, true);
        if caret <= to || to >= end {
            return expected(from, to.max(caret), Expects::Value(key));
        }
        from = to + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Field;

    #[test]
    fn says_what_is_expected_at_the_caret() {
        const SEVERITY: Expects = Expects::Value(Key::Field(Field::Severity));
        const JOB: Expects = Expects::Value(Key::Field(Field::Job));
        // The caret stands at the bar.
        for (text, start, len, prefix, expects) in [
            ("|", 0, 0, "", Expects::Name),
            ("se|", 0, 2, "se", Expects::Name),
            ("disk se|v", 5, 3, "se", Expects::Name),
            ("disk |", 5, 0, "", Expects::Name),
            ("-us|", 1, 2, "us", Expects::Name),
            ("(a OR jo|b)", 6, 3, "jo", Expects::Name),
            ("severity:|", 9, 0, "", SEVERITY),
            ("-severity:er|", 10, 2, "er", SEVERITY),
            ("severity:er|ror x", 9, 5, "er", SEVERITY),
            ("severity:error,w|", 15, 1, "w", SEVERITY),
            ("severity:e|rror,warning", 9, 5, "e", SEVERITY),
            ("severity>=w|", 10, 1, "w", SEVERITY),
            ("sev|erity:error", 0, 8, "sev", Expects::Name),
            ("job:\"Lap top|s\" x", 4, 10, "Lap top", JOB),
            ("job=\"Lap| x", 4, 6, "Lap", JOB),
            ("\"a ph|rase\" x", 0, 10, "a ph", Expects::Text),
            ("colour:r|", 7, 1, "r", Expects::Text),
            ("é job:x|", 6, 1, "x", JOB),
        ] {
            let caret = text.chars().position(|c| c == '|').unwrap();
            let expected = Expected { start, len, prefix: prefix.into(), expects };
            assert_eq!(complete(&text.replace('|', ""), caret), expected, "{text}");
        }
        assert_eq!(complete("severity:E", 10).known(), ["error"]);
        assert_eq!(complete("u", 1).known(), ["user"]);
        assert_eq!(complete("", 0).known().len(), 18);
    }

    #[test]
    fn what_is_accepted_is_read_back() {
        // The caret stands at the bar, before and after.
        for (text, suggestion, expected) in [
            ("se|", "severity", "severity:|"),
            ("disk se|v x", "severity", "disk severity:| x"),
            ("-us|", "user", "-user:|"),
            ("se|:error", "severity", "severity|:error"),
            ("job:La|", "Laptops nightly", "job:\"Laptops nightly\"|"),
            ("job:a,La| x", "say \"no\"", "job:a,\"say \\\"no\\\"\"| x"),
            ("job:\"Lap to|p\" x", "LT-0231", "job:LT-0231| x"),
            ("é job:x|", "Müller", "é job:Müller|"),
        ] {
            let caret = text.chars().position(|c| c == '|').unwrap();
            let text = text.replace('|', "");
            let (accepted, at) = complete(&text, caret).accept(&text, suggestion);
            let (before, after): (Vec<char>, Vec<char>) =
                (accepted.chars().take(at).collect(), accepted.chars().skip(at).collect());
            let shown: String = before.into_iter().chain(['|']).chain(after).collect();
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn what_is_asked_besides_the_condition_is_left() {
        for (text, rest) in [
            ("|", ""),
            ("job:x|", ""),
            ("disk -job:a,b| severity:error", "disk  severity:error"),
            ("disk job:\"a b|\"", "disk"),
            ("(a OR job:|x)", "(a OR )"),
        ] {
            let caret = text.chars().position(|c| c == '|').unwrap();
            assert_eq!(without_condition(&text.replace('|', ""), caret), rest, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_suggestion_stays_inside_of_the_text(text in "[a-z:=<>\"\\\\/(), \\-é]{0,30}", caret in 0_usize..35) {
            let expected = complete(&text, caret);
            let count = text.chars().count();
            prop_assert!(expected.start + expected.len <= count);
            prop_assert!(expected.start <= caret.min(count));
            let (accepted, caret) = expected.accept(&text, "a \"b\"");
            prop_assert!(caret <= accepted.chars().count());
            prop_assert!(without_condition(&text, caret).chars().count() <= count);
        }
    }
}
