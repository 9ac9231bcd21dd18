//! The token endpoint: passwords, one-time codes, refresh tokens.

use super::accounts::{self, Account, account};
use super::params::Params;
use super::problem::Problem;
use super::time::iso;
use super::tokens::Tokens;
use crate::json::Json;
use crate::{Request, Response};

/// Answers a POST to `/api/oauth2/token`.
pub(crate) fn grant(tokens: &mut Tokens, now_s: i64, request: &Request) -> Result<Response, Problem> {
    let kind = request.header("content-type").unwrap_or_default().to_ascii_lowercase();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::new(415, "The request must be a form."));
    }
    let form = Params::read(&String::from_utf8_lossy(&request.body));
    let need = |name: &str| form.text(name).ok_or_else(|| Problem::field(name, "The field is required."));
    match need("grant_type")? {
        "Password" => {
            let (user, password) = (need("username")?, need("password")?);
            let refused = || Problem::new(401, "The user name or the password is wrong.");
            let known = account(user).filter(|_| password == accounts::PASSWORD).ok_or_else(refused)?;
            if let Some(status) = known.refused {
                return Err(Problem::new(status, "The user may not sign in."));
            }
            if known.two_factor {
                let half = tokens.half(user);
                return Ok(answer(user, now_s, None, Some(&half)));
            }
            Ok(open(tokens, user, known, now_s))
        }
        "Mfa" => {
            let (half, code) = (need("mfa_token")?, need("mfa_code")?);
            let user = tokens.half_of(half).ok_or_else(|| Problem::new(401, "The MFA token is not valid."))?;
            if code != accounts::CODE {
                return Err(Problem::new(401, "The code is not valid."));
            }
            tokens.forget_half(half);
            let known = account(&user).ok_or_else(|| Problem::new(401, "There is no such user."))?;
            Ok(open(tokens, &user, known, now_s))
        }
        "Refresh_token" => {
            let refused = || Problem::new(401, "The refresh token is not valid.");
            let user = tokens.use_refresh(need("refresh_token")?, now_s).ok_or_else(refused)?;
            let known = account(&user).filter(|known| !known.no_refresh).ok_or_else(refused)?;
            Ok(open(tokens, &user, known, now_s))
        }
        other => Err(Problem::field("grant_type", &format!("The grant type '{other}' is not supported."))),
    }
}

fn open(tokens: &mut Tokens, user: &str, known: Account, now_s: i64) -> Response {
    let token = tokens.open(user, known.lifetime_s, now_s);
    answer(user, now_s, Some((&token.access, &token.refresh, known)), None)
}

fn answer(user: &str, now_s: i64, token: Option<(&str, &str, Account)>, half: Option<&str>) -> Response {
    let mut json = Json::new();
    let lifetime = token.map_or(0, |(_, _, known)| known.lifetime_s);
    let two_factor = half.is_some() || token.is_some_and(|(_, _, known)| known.two_factor);
    json.open('{');
    json.maybe("access_token", token.map(|(access, ..)| access));
    json.maybe("token_type", token.map(|_| "Bearer"));
    json.maybe("refresh_token", token.map(|(_, refresh, _)| refresh));
    json.int("expires_in", lifetime);
    json.text(".issued", &iso(now_s * 1_000_000)).text(".expires", &iso((now_s + lifetime) * 1_000_000));
    json.text("userId", "7a1f2c9e-0d34-4c55-9d2b-5a0e6f7c1b20").text("username", user);
    json.text("roleName", "Portal Administrator").text("userType", "Internal").flag("latestNewsShown", true);
    json.flag("mfa_enabled", two_factor);
    json.maybe("mfa_token", half);
    json.key("redirectTo").raw("null").flag("shortLived", false).close('}');
    Response::new(200, "application/json; charset=utf-8", json.finish())
}
