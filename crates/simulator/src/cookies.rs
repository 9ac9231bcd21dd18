//! What a browser does with cookies, for clients that reach a system without one: in memory.

use crate::{Request, Response};

/// The cookies that one client keeps of one system.
#[derive(Debug, Default)]
pub struct Jar(Vec<Cookie>);

#[derive(Debug)]
struct Cookie {
    name: String,
    value: String,
    path: String,
}

impl Jar {
    /// Puts the cookies of a request's path into it.
    pub fn attach(&self, request: &mut Request) {
        let below = |cookie: &&Cookie| {
            let path = cookie.path.trim_end_matches('/');
            request.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let pairs = self.0.iter().filter(below).map(|cookie| [&cookie.name, "=", &cookie.value].concat());
        let line = pairs.collect::<Vec<_>>().join("; ");
        if !line.is_empty() {
            request.headers.push(("Cookie".to_owned(), line));
        }
    }

    /// Keeps the cookies of an answer. One with an age of 0 is thrown away.
    pub fn keep(&mut self, response: &Response) {
        for (_, line) in response.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case("set-cookie")) {
            let mut parts = line.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let attribute = |wanted: &str| {
                let mut pairs = parts.clone().filter_map(|part| part.split_once('='));
                pairs.find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
            };
            let path = attribute("path").unwrap_or("/").to_owned();
            self.0.retain(|cookie| cookie.name != name || cookie.path != path);
            if attribute("max-age") != Some("0") {
                self.0.push(Cookie { name: name.to_owned(), value: value.to_owned(), path });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_goes_below_its_path_until_it_is_thrown_away() {
        let mut jar = Jar::default();
        let answer = |line: &str| Response::new(200, "", "").with_header("Set-Cookie", line);
        let sent = |jar: &Jar, path: &str| {
            let mut request = Request { path: path.to_owned(), ..Request::default() };
            jar.attach(&mut request);
            request.header("cookie").map(str::to_owned)
        };
        jar.keep(&answer("A=1; Path=/datafor; HttpOnly"));
        jar.keep(&answer("B=2"));
        assert_eq!(sent(&jar, "/datafor/x").as_deref(), Some("A=1; B=2"));
        assert_eq!(sent(&jar, "/dataforce").as_deref(), Some("B=2"));
        jar.keep(&answer("A=3; path=/datafor"));
        assert_eq!(sent(&jar, "/datafor").as_deref(), Some("B=2; A=3"));
        jar.keep(&answer("A=; Path=/datafor; Max-Age=0"));
        assert_eq!(sent(&jar, "/datafor/x").as_deref(), Some("B=2"));
    }
}
