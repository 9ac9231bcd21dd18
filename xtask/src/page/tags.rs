//! The start tags of an HTML document: enough of HTML to edit a page that we write ourselves.

use std::ops::Range;

/// A start tag, with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In small letters.
    pub name: String,
    /// Names in small letters, values without quotes, in order.
    pub attributes: Vec<(String, String)>,
    /// Where the tag stands, from `<` to `>`.
    pub at: Range<usize>,
    /// What is inside a `script` or `style`; empty for every other tag.
    pub text: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// From the start tag to the end of the element; the start tag alone where an element has no raw text.
    pub fn element(&self, html: &str) -> Range<usize> {
        let end = match self.is_raw() {
            true => html[self.text.end..].find('>').map_or(html.len(), |close| self.text.end + close + 1),
            false => self.at.end,
        };
        self.at.start..end
    }

    fn is_raw(&self) -> bool {
        matches!(self.name.as_str(), "script" | "style")
    }
}

/// All start tags of a document, in order. Comments, end tags and the doctype are passed over.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(found) = html[position..].find('<') {
        let start = position + found;
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            position = rest.find("-->").map_or(html.len(), |end| start + end + 3);
        } else if rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = read(html, start);
            position = tag.text.end;
            tags.push(tag);
        } else {
            position = start + 1;
        }
    }
    tags
}

fn read(html: &str, start: usize) -> Tag {
    let after_name = |letter: char| letter.is_ascii_whitespace() || letter == '/' || letter == '>';
    let name_end = html[start + 1..].find(after_name).map_or(html.len(), |end| start + 1 + end);
    let mut tag = Tag {
        name: html[start + 1..name_end].to_ascii_lowercase(),
        attributes: Vec::new(),
        at: start..name_end,
        text: 0..0,
    };
    let mut position = name_end;
    loop {
        position += html[position..].len()
            - html[position..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
        if html[position..].is_empty() || html[position..].starts_with('>') {
            break;
        }
        let (name, value, end) = attribute(html, position);
        tag.attributes.push((name, value));
        position = end;
    }
    tag.at.end = (position + 1).min(html.len());
    tag.text = tag.at.end..tag.at.end;
    if tag.is_raw() {
        let close = format!("</{}", tag.name);
        tag.text.end = html[tag.at.end..].to_ascii_lowercase().find(&close).map_or(html.len(), |end| tag.at.end + end);
    }
    tag
}

/// The name and value of the attribute at `start`, and where it ends.
fn attribute(html: &str, start: usize) -> (String, String, usize) {
    let ends_name = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '=' | '>' | '/');
    // An equals sign in front belongs to the name, so that the scanner always moves on.
    let first = html[start..].chars().next().map_or(0, char::len_utf8);
    let name_end = html[start + first..].find(ends_name).map_or(html.len(), |end| start + first + end);
    let name = html[start..name_end].to_ascii_lowercase();
    let spaced = html[name_end..].trim_start();
    let Some(value) = spaced.strip_prefix('=').map(str::trim_start) else {
        return (name, String::new(), name_end);
    };
    let value_start = html.len() - value.len();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &value[1..];
            let length = inner.find(quote).unwrap_or(inner.len());
            (name, inner[..length].to_owned(), (value_start + length + 2).min(html.len()))
        }
        _ => {
            let length =
                value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>').unwrap_or(value.len());
            (name, value[..length].to_owned(), value_start + length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<String> {
        tags(html).into_iter().map(|tag| tag.name).collect()
    }

    #[test]
    fn start_tags_are_found_and_nothing_else() {
        let html =
            "<!doctype html><HTML lang=en><!-- <b> --><p>1 < 2</p><br/><script>if (a<b) '<i>'</script><u></html>";
        assert_eq!(names(html), ["html", "p", "br", "script", "u"]);
    }

    #[test]
    fn attributes_in_every_notation() {
        let tag = &tags("<link REL=\"a b\" href='x>y' as=fetch crossorigin/>")[0];
        assert_eq!(tag.attribute("rel"), Some("a b"));
        assert_eq!(tag.attribute("href"), Some("x>y"));
        assert_eq!(tag.attribute("as"), Some("fetch"));
        assert_eq!(tag.attribute("crossorigin"), Some(""));
        assert_eq!(tag.attribute("style"), None);
    }

    #[test]
    fn the_text_and_the_whole_of_a_script() {
        let html = "a<script type=module>x<y</script>b";
        let tag = &tags(html)[0];
        assert_eq!(&html[tag.text.clone()], "x<y");
        assert_eq!(&html[tag.element(html)], "<script type=module>x<y</script>");
    }

    #[test]
    fn broken_documents_end() {
        for html in
            ["<", "<a", "<a b", "<a b=", "<a b='", "<a =", "<a = = >", "<script>", "<!--", "<a/", "<é", "<a é=ö"]
        {
            let _ = tags(html);
        }
    }
}
