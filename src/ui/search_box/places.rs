//! How the pieces of a query are drawn: pure.

/// How a piece is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// As it is.
    Plain,
    /// The name of a field.
    Field,
    /// What must not be there.
    Not,
    /// What is wrong.
    Wrong,
}

impl Paint {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Paint::Plain => "",
            Paint::Field => "q-field",
            Paint::Not => "q-not",
            Paint::Wrong => "q-wrong",
        }
    }
}

/// The pieces of a query and how each is drawn. Together they are the query.
///
/// `wrong` is the first wrong character and how many; a place at the end of the query takes the last character.
/// This only colours: the meaning of a query is known to `tapedeck_core::query`.
pub fn paint(query: &str, wrong: Option<(usize, usize)>) -> Vec<(String, Paint)> {
    let letters: Vec<char> = query.chars().collect();
    let mut paints = vec![Paint::Plain; letters.len()];
    colour_words(&letters, &mut paints);
    if let Some((at, length)) = wrong {
        let at = at.min(letters.len().saturating_sub(1));
        let end = at.saturating_add(length.max(1)).min(letters.len());
        for paint in paints.get_mut(at..end).unwrap_or_default() {
            *paint = Paint::Wrong;
        }
    }
    let mut pieces: Vec<(String, Paint)> = Vec::new();
    for (letter, paint) in letters.into_iter().zip(paints) {
        match pieces.last_mut() {
            Some((piece, last)) if *last == paint => piece.push(letter),
            _ => pieces.push((letter.to_string(), paint)),
        }
    }
    pieces
}

/// Words are separated by spaces and brackets outside of quotes. `field:` is a field, `-word` must not be there.
fn colour_words(letters: &[char], paints: &mut [Paint]) {
    let mut start = 0;
    let mut in_quotes = false;
    for at in 0..=letters.len() {
        let letter = letters.get(at).copied();
        if letter == Some('"') {
            in_quotes = !in_quotes;
        }
        let ends =
            letter.is_none() || !in_quotes && letter.is_some_and(|c| c.is_whitespace() || matches!(c, '(' | ')'));
        if ends {
            colour_word(&letters[start..at], &mut paints[start..at]);
            start = at + 1;
        }
    }
}

fn colour_word(word: &[char], paints: &mut [Paint]) {
    if word.first() == Some(&'-') && word.len() > 1 {
        paints.fill(Paint::Not);
        return;
    }
    let name = word.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let is_field = name > 0 && word.get(name).is_some_and(|c| matches!(c, ':' | '=' | '<' | '>' | '~'));
    if is_field {
        paints[..=name].fill(Paint::Field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(query: &str, wrong: Option<(usize, usize)>) -> String {
        paint(query, wrong).into_iter().map(|(piece, paint)| format!("[{piece}|{paint:?}]")).collect()
    }

    #[test]
    fn colours_fields_and_exclusions() {
        assert_eq!(drawn("", None), "");
        assert_eq!(drawn("severity:error LT", None), "[severity:|Field][error LT|Plain]");
        assert_eq!(drawn("a -user:x \"b -c\"", None), "[a |Plain][-user:x|Not][ \"b -c\"|Plain]");
        assert_eq!(drawn("(job:x)", None), "[(|Plain][job:|Field][x)|Plain]");
    }

    #[test]
    fn underlines_the_wrong_place() {
        assert_eq!(drawn("käse:1", Some((0, 4))), "[käse|Wrong][:1|Plain]");
        assert_eq!(drawn("time:", Some((5, 0))), "[time|Field][:|Wrong]", "the end of the query");
        assert_eq!(drawn("ab", Some((1, 99))), "[a|Plain][b|Wrong]");
        assert_eq!(drawn("", Some((0, 1))), "");
    }
}
