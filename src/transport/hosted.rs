use tapedeck_core::config::{self, Config, ConfigError};
use tapedeck_core::http::{Method, Request};

/// How long the page waits for `tapedeck.json` before it opens without.
const TIMEOUT_MS: u32 = 5_000;

/// What the hoster says in `tapedeck.json`. No file, or a web page in its place as some hosts answer, is an empty one.
pub(crate) async fn hosted_config() -> Result<Config, ConfigError> {
    let request =
        Request { cookies: true, timeout_ms: TIMEOUT_MS, ..Request::new(Method::Get, "tapedeck.json".into()) };
    match super::fetch::send(request, None).await {
        Ok(response) if response.status == 200 => {
            let text = String::from_utf8_lossy(&response.body);
            if text.trim_start().starts_with('<') { Ok(Config::default()) } else { config::parse(&text) }
        }
        _ => Ok(Config::default()),
    }
}
