//! The page: static files, as any plain web server hands them out.

use std::io::ErrorKind;
use std::path::PathBuf;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use super::Options;

/// What is offered when nobody wrote a `tapedeck.json`.
const DEFAULT_CONFIG: &str = r#"{
  "version": 1,
  "title": "Backups at Example Ltd",
  "sources": [
    { "id": "nas-1", "vendor": "synology", "name": "Office NAS", "baseUrl": "vendors/nas-1/", "timeZone": "Europe/Berlin" },
    { "id": "vbaz", "vendor": "veeam-azure", "name": "Azure", "baseUrl": "vendors/vbaz-1/" },
    { "id": "metal", "vendor": "huawei-clouddc", "name": "Rack 4", "baseUrl": "vendors/clouddc-1/", "iamUrl": "vendors/clouddc-1/", "region": "ap-southeast-3" },
    { "id": "pg", "vendor": "surfercloud", "name": "Databases", "baseUrl": "vendors/surfercloud-1/", "region": "cn-zj" },
    { "id": "bi", "vendor": "datafor", "name": "BI server", "baseUrl": "vendors/datafor-1/datafor/" }
  ]
}
"#;

/// The folder of the page and the configuration beside it.
pub(super) struct Page {
    base: String,
    folder: Option<PathBuf>,
    config: Option<PathBuf>,
}

impl Page {
    pub(super) fn new(options: &Options) -> Self {
        Self { base: options.base.clone(), folder: options.page.clone(), config: options.config.clone() }
    }

    /// Answers a path below the base, which has no slash at its beginning.
    pub(super) async fn answer(&self, path: &str, request: Request) -> Response {
        if path == "tapedeck.json" {
            return self.config().await;
        }
        let Some(folder) = &self.folder else {
            return StatusCode::NOT_FOUND.into_response();
        };
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let (mut parts, _) = request.into_parts();
        match format!("/{path}").parse::<Uri>() {
            Ok(uri) => parts.uri = uri,
            Err(_) => return StatusCode::NOT_FOUND.into_response(),
        }
        let mut files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
        let mut response = match files.try_call(Request::from_parts(parts, Body::empty())).await {
            Ok(response) => response.map(Body::new),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return StatusCode::NOT_FOUND.into_response();
            }
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let place = headers.get(header::LOCATION).and_then(|place| place.to_str().ok()).map(str::to_owned);
        if let Some(Ok(place)) = place.map(|place| (self.base.clone() + place.trim_start_matches('/')).parse()) {
            headers.insert(header::LOCATION, place);
        }
        response
    }

    async fn config(&self) -> Response {
        let beside = self.folder.as_ref().map(|folder| folder.join("tapedeck.json"));
        let text = match self.config.as_ref().or(beside.as_ref()) {
            None => Err(ErrorKind::NotFound),
            Some(path) => tokio::fs::read(path).await.map_err(|error| error.kind()),
        };
        let text = match text {
            Ok(text) => text,
            Err(ErrorKind::NotFound) if self.config.is_none() => DEFAULT_CONFIG.as_bytes().to_vec(),
            Err(_) => return StatusCode::NOT_FOUND.into_response(),
        };
        ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
    }
}
