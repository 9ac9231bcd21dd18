//! Signing in and out, and who is signed in.

use super::accounts::{Account, CODE, account};
use super::doors::{Doors, Who, right};
use super::params::Params;
use super::{failure, json, page};
use crate::json::Json;
use crate::{Request, Response};

/// After so many wrong passwords in a row a login needs what is in the picture.
const PATIENCE: u32 = 3;
const PICTURE: &[u8] = include_bytes!("captcha.jpg");

/// What a login has to know.
#[derive(Debug, Default)]
pub(super) struct Logins {
    /// Wrong passwords in a row, of all accounts.
    wrong: u32,
}

impl Logins {
    /// The login of the product.
    pub(super) fn login(&mut self, doors: &mut Doors, now_s: i64, params: &Params, who: &Who) -> Response {
        let name = params.get("username").unwrap_or_default();
        let known = account(name);
        if known.is_some_and(|account| account.form_only) {
            return page(404, "Not found");
        }
        if name.is_empty() {
            return failure("400", "username cannot be empty");
        }
        match params.get("tenantId") {
            Some("nowhere") => return failure("403", "tenant not exist"),
            Some("closed") => return failure("403", "tenant is disabled"),
            _ => {}
        }
        if matches!(who, Who::Account(_)) {
            return json(r#"{"success":true,"msg":"already login","data":"2"}"#);
        }
        let needs_picture = self.wrong >= PATIENCE || known.is_some_and(|account| account.picture);
        if needs_picture && params.get("captchaCode") != Some(CODE) {
            return refused("wrong captcha", true);
        }
        if !right(name, params.get("password").unwrap_or_default()) {
            self.wrong += 1;
            return refused("wrong password", self.wrong >= PATIENCE);
        }
        self.wrong = 0;
        let id = doors.open(name, now_s);
        let mut answer = Json::new();
        answer.open('{').flag("success", true).text("msg", "login success").text("data", "1");
        answer.text("jsessionid", &id).close('}');
        with_cookie(json(answer.finish()), &id).with_header("Authorization", ["Session ", &id].concat())
    }

    pub(super) fn reset(&mut self) {
        self.wrong = 0;
    }
}

fn refused(message: &str, picture: bool) -> Response {
    let mut answer = Json::new();
    answer.open('{').flag("success", false).text("data", "0").text("msg", message).flag("needCaptcha", picture);
    answer.close('}');
    json(answer.finish())
}

fn with_cookie(response: Response, id: &str) -> Response {
    response.with_header("Set-Cookie", ["JSESSIONID=", id, "; Path=/datafor; HttpOnly"].concat())
}

/// The platform's form: a redirect either way.
pub(super) fn form_login(doors: &mut Doors, now_s: i64, params: &Params) -> Response {
    let name = params.get("j_username").unwrap_or_default();
    let moved = |to: &str| Response { status: 302, ..Response::new(302, "text/html", "") }.with_header("Location", to);
    if !right(name, params.get("j_password").unwrap_or_default()) {
        return moved("/datafor/Login?login_error=1");
    }
    let id = doors.open(name, now_s);
    with_cookie(moved("/datafor/Home"), &id)
}

pub(super) fn logout(doors: &mut Doors, request: &Request) -> Response {
    doors.close(request);
    json(r#"{"success":true,"code":"200","data":"1"}"#)
}

pub(super) fn picture() -> Response {
    Response::new(200, "image/jpeg", PICTURE)
}

/// Who the server takes somebody for.
pub(super) fn user(who: &Who) -> Response {
    let known = match who {
        Who::Account(name) => account(name).map(|account| (name.as_str(), account)),
        _ => None,
    };
    let name = known.map_or("anonymousUser", |(name, _)| name);
    let account: Option<Account> = known.map(|(_, account)| account);
    let administrator = account.is_some_and(|account| account.administrator);
    let mut answer = Json::new();
    answer.open('{').int("code", 200).flag("islogged", account.is_some()).text("userid", name).text("username", name);
    answer.key("roles").open('[');
    if administrator {
        answer.string("Administrator");
    }
    answer.string(if account.is_some() { "Authenticated" } else { "Anonymous" });
    answer.close(']').key("plugins").open('[');
    if let Some(account) = account {
        answer.string("datafor").string("datafor-modeler");
        if account.plugin {
            answer.string("datafor-backup");
        }
    }
    answer.close(']').flag("canAdminister", administrator);
    answer.text("serverNameFull", "http://localhost:28080/datafor/").text("contextPath", "/datafor/").close('}');
    json(answer.finish())
}
