//! IAM: tokens for a user name and a password, and the list of projects.

use serde_json::Value;

use super::accounts::{PASSWORD, account};
use super::params::Params;
use super::refusal::Refusal;
use super::tokens::Tokens;
use super::{PROJECT, REGION, json};
use crate::calendar::iso;
use crate::json::Json;
use crate::{Request, Response};

/// The account that all users are of.
const DOMAIN: &str = "tapedeck-ltd";

/// Answers a token request.
pub(crate) fn create_token(tokens: &mut Tokens, now_s: i64, request: &Request) -> Result<Response, Refusal> {
    let bad = || Refusal::Iam(400, "Bad Request", "The request body is invalid");
    let body: Value = serde_json::from_slice(&request.body).map_err(|_| bad())?;
    let identity = &body["auth"]["identity"];
    let user = &identity["password"]["user"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let methods =
        identity["methods"].as_array().is_some_and(|methods| methods.iter().any(|method| method == "password"));
    let (Some(name), Some(password), Some(domain), true) =
        (text(&user["name"]), text(&user["password"]), text(&user["domain"]["name"]), methods)
    else {
        return Err(bad());
    };
    // The first user of an account is called like the account; here all users have one of their own too.
    let known = account(&name).filter(|_| password == PASSWORD && (domain == DOMAIN || domain == name));
    let Some(account) = known else {
        return Err(Refusal::Iam(401, "Unauthorized", "The username or password is wrong."));
    };
    if let Some(status) = account.refused {
        return Err(Refusal::Iam(status, "Forbidden", "You are not authorized to perform the requested action."));
    }
    let project = &body["auth"]["scope"]["project"];
    let named = project["id"].as_str().map(|id| id == PROJECT).or(project["name"].as_str().map(|name| name == REGION));
    match named {
        Some(true) => {}
        Some(false) => return Err(Refusal::Iam(404, "Not Found", "Could not find project.")),
        // A token of no project is of no use for CloudDC, and nobody should ask for one.
        None => return Err(bad()),
    }
    let (token, ends_s) = tokens.give(&name, now_s);
    let response = json(201, about(&name, now_s, ends_s));
    Ok(if account.no_header { response } else { response.with_header("X-Subject-Token", token) })
}

/// What a token is good for.
fn about(name: &str, now_s: i64, ends_s: i64) -> String {
    let instant = |seconds: i64| iso(seconds).replace('Z', ".000000Z");
    let mut out = Json::new();
    let domain = |out: &mut Json| {
        out.key("domain").open('{').text("id", "d78cbac186b744899480f25bd022f468").text("name", DOMAIN).close('}');
    };
    out.open('{').key("token").open('{').text("expires_at", &instant(ends_s)).text("issued_at", &instant(now_s));
    out.key("methods").open('[').string("password").close(']');
    out.key("user").open('{').text("id", "7116d09f88fa41908676fdd4b039e95b").text("name", name);
    domain(&mut out);
    out.close('}').key("project").open('{').text("id", PROJECT).text("name", REGION);
    domain(&mut out);
    out.close('}').key("roles").open('[').close(']').key("catalog").open('[').close(']').close('}').close('}');
    out.finish()
}

/// Lists the projects of a name, or all.
pub(crate) fn projects(params: &Params) -> Response {
    let mut out = Json::new();
    out.open('{').key("projects").open('[');
    for (id, name) in [("c4e1f0a2b3d544f6a7089be2d1c3f5a7", "ap-southeast-3_team"), (PROJECT, REGION)] {
        // A name is looked for as a whole.
        if params.text("name").is_none_or(|wanted| wanted == name) {
            out.open('{').text("id", id).text("name", name).flag("enabled", true).close('}');
        }
    }
    out.close(']').close('}');
    json(200, out.finish())
}
