//! The requests to a Datafor server.
//!
//! Forms are sent where both ways are documented: they are "simple" requests, for which a browser asks no permission.

use crate::http::{Method, Request};
use crate::model::Source;
use crate::vendors::Session;

/// The backups that were made.
pub(super) const RECORDS: &str = "plugin/datafor-backup/api/log/query";
/// The schedules of backups.
pub(super) const SCHEDULES: &str = "plugin/datafor-backup/api/query";
/// One backup as a zip file.
pub(super) const DOWNLOAD: &str = "plugin/datafor-backup/api/log/download";
/// Who is signed in; anybody may ask.
pub(super) const USER: &str = "plugin/datafor/api/extension/auth/fetchUser";
/// Signing in to a session.
pub(super) const LOGIN: &str = "plugin/datafor/api/extension/auth/login";
/// Ending a session.
pub(super) const LOGOUT: &str = "plugin/datafor/api/extension/auth/logout";
/// The picture that a login can ask to be read.
pub(super) const PICTURE: &str = "plugin/datafor/api/extension/auth/captcha.jpg";
/// The platform's own form login, for servers without the one above.
pub(super) const FORM_LOGIN: &str = "j_spring_security_check";
/// The version of the product.
pub(super) const VERSION: &str = "plugin/datafor/api/version/info";

/// A zip of a whole server takes its time.
const DOWNLOAD_TIMEOUT_MS: u32 = 30 * 60_000;

/// Where a server is, and what proves who asks.
#[derive(Clone)]
pub(super) struct Server {
    root: String,
    /// The header `Authorization`; empty where the browser's cookie is the proof.
    authorization: String,
}

impl Server {
    pub(super) fn new(root: &str, authorization: &str) -> Server {
        Server { root: root.to_string(), authorization: authorization.to_string() }
    }

    /// The server of a session.
    pub(super) fn of(source: &Source, session: &Session) -> Server {
        let root = session.get("root");
        let root = if root.is_empty() { root_of(&source.base_url) } else { root.to_string() };
        Server { root, authorization: session.get("authorization").to_string() }
    }

    /// A page cannot set a cookie itself, so the browser's own must go along. With another proof it stays out: it
    /// belongs to the person's own tab.
    fn prove(&self, mut request: Request) -> Request {
        if self.authorization.is_empty() {
            request.cookies = true;
            return request;
        }
        request.with_header("Authorization", self.authorization.clone())
    }

    fn url(&self, path: &str) -> String {
        [&self.root, path].concat()
    }

    pub(super) fn get(&self, path: &str) -> Request {
        self.prove(Request::new(Method::Get, self.url(path)))
    }

    pub(super) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request {
        self.prove(Request::form(self.url(path), fields))
    }

    /// A list as a form, or as JSON where the server takes no forms: the pages of 2025 say so. `id` asks for one row.
    pub(super) fn list(&self, path: &str, id: Option<&str>, json: bool) -> Request {
        match (json, id) {
            (true, None) => self.prove(Request::json(self.url(path), "{}")),
            (true, Some(id)) => self.prove(Request::json(self.url(path), serde_json::json!({ "id": id }).to_string())),
            (false, None) => self.form(path, &[]),
            (false, Some(id)) => self.form(path, &[("id", id)]),
        }
    }

    /// The number of a backup has a `+` in it, which a query would read as a space.
    pub(super) fn download(&self, id: &str) -> Request {
        let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
        let request = self.get(&format!("{DOWNLOAD}?id={id}"));
        Request { timeout_ms: DOWNLOAD_TIMEOUT_MS, ..request }
    }
}

/// The server's root in an address that was copied from somewhere in it.
pub(super) fn root_of(base_url: &str) -> String {
    let mut root = base_url;
    for own in ["/plugin/", "/Login/", "/Home/", "/api/"] {
        if let Some((before, _)) = root.split_once(own) {
            root = before;
        }
    }
    format!("{}/", root.trim_end_matches('/'))
}

/// The request that ends a session. A password or a token that goes with every request has none.
pub(super) fn sign_out(source: &Source, session: &Session) -> Option<Request> {
    session.get("authorization").is_empty().then(|| Server::of(source, session).get(LOGOUT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_from_somewhere_in_the_server_leads_to_its_root() {
        for (typed, root) in [
            ("https://bi.example/datafor/", "https://bi.example/datafor/"),
            ("https://bi.example/", "https://bi.example/"),
            ("https://bi.example/datafor/Login/", "https://bi.example/datafor/"),
            ("https://bi.example/datafor/plugin/datafor-backup/api/log/query/", "https://bi.example/datafor/"),
            ("vendors/bi/datafor/", "vendors/bi/datafor/"),
        ] {
            assert_eq!(root_of(typed), root);
        }
    }
}
