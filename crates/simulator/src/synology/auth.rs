//! `SYNO.API.Auth`: signing in and out.

use super::accounts::{Account, CODE, PASSWORD, account};
use super::envelope::{Answer, ApiError};
use super::params::Params;
use super::sessions::Sessions;
use crate::json::Json;

/// What a sign-in leads to.
pub(crate) struct Login {
    pub answer: Answer,
    /// The session identifier, when the client wants it as a cookie too.
    pub cookie: Option<String>,
}

impl From<ApiError> for Login {
    fn from(error: ApiError) -> Self {
        Self { answer: Err(error), cookie: None }
    }
}

/// Signs in.
pub(crate) fn login(sessions: &mut Sessions, params: &Params, version: i64, now_s: i64) -> Login {
    let name = params.text("account").unwrap_or_default();
    let Some(account) = account(&name) else {
        return ApiError::new(400).into();
    };
    if let Err(error) = admit(sessions, &name, &account, params) {
        return error.into();
    }
    let session = sessions.open(&name, params.text("session"), params.flag("enable_syno_token"), now_s);
    let device = (version >= 6 && account.two_factor && params.flag("enable_device_token"))
        .then(|| sessions.remember_device(&name));
    let mut json = Json::new();
    json.open('{');
    if version >= 7 {
        json.text("account", &name);
    }
    if let Some(device) = &device {
        json.text(if version >= 7 { "device_id" } else { "did" }, device);
    }
    json.flag("is_portal_port", false).text("sid", &session.sid);
    if let Some(token) = &session.token {
        json.text("synotoken", token);
    }
    json.close('}');
    let cookie = (params.text("format").as_deref() != Some("sid")).then_some(session.sid);
    Login { answer: Ok(Some(json.finish())), cookie }
}

/// Whether this account may come in.
fn admit(sessions: &Sessions, name: &str, account: &Account, params: &Params) -> Result<(), ApiError> {
    let refused = account.refused.map_or(Ok(()), |code| Err(ApiError::new(code)));
    if account.before_password {
        return refused;
    }
    if params.text("passwd").as_deref() != Some(PASSWORD) {
        return Err(ApiError::new(400));
    }
    refused?;
    if account.no_session_name && params.text("session").is_some() {
        return Err(ApiError::new(402));
    }
    let known = |device: String| !account.forgets_devices && sessions.knows_device(name, &device);
    if !account.two_factor || params.text("device_id").is_some_and(known) {
        return Ok(());
    }
    let Some(code) = params.text("otp_code") else {
        let types = r#"{"token":"7f3ad05b8e2b4c19","types":[{"type":"authenticator"},{"type":"fido"},{"type":"otp"}]}"#;
        return Err(ApiError::with(403, types));
    };
    let stumbles = account.code_without_format && params.text("format").as_deref() == Some("sid");
    if code == CODE && !stumbles { Ok(()) } else { Err(ApiError::new(404)) }
}
