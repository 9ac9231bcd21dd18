//! The simulated vendors behind a real HTTP server, with the page beside them, as a reverse proxy would place them.

mod args;
mod page;
mod vendors;

pub use args::{Options, USAGE};

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

use page::Page;
use vendors::Vendors;

/// How long open connections may go on after the signal to stop.
const GRACE: Duration = Duration::from_millis(500);

/// Opens the port, on this machine only. The error is a sentence for a person.
pub async fn bind(options: &Options) -> Result<TcpListener, String> {
    TcpListener::bind(("127.0.0.1", options.port)).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("Port {} is already in use. Choose another with --port.", options.port)
        }
        io::ErrorKind::PermissionDenied => {
            format!("Port {} may not be opened by this user. Choose one above 1024 with --port.", options.port)
        }
        _ => format!("Port {} cannot be opened: {error}.", options.port),
    })
}

/// Serves until `stop` is done. Connections that hang do not hold up the end.
pub async fn serve(
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let site = Arc::new(Site { vendors: Vendors::new(&options), page: Page::new(&options), base: options.base });
    let app = Router::new().fallback(answer).with_state(site);
    let (stopped, mut stopping) = tokio::sync::watch::channel(false);
    let graceful = async move {
        stop.await;
        stopped.send_replace(true);
    };
    let server = axum::serve(listener, app).with_graceful_shutdown(graceful);
    let late = async move {
        if stopping.wait_for(|stopped| *stopped).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended,
        () = late => Ok(()),
    }
}

/// Everything that is served.
struct Site {
    /// Begins and ends with a slash.
    base: String,
    vendors: Vendors,
    page: Page,
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Result<Response, Infallible> {
    let path = request.uri().path();
    let Some(below) = path.strip_prefix(site.base.as_str()) else {
        let base = path.len() + 1 == site.base.len() && site.base.starts_with(path);
        return Ok(if base { moved(&site.base) } else { StatusCode::NOT_FOUND.into_response() });
    };
    Ok(match below.strip_prefix("vendors/") {
        Some(vendor) => {
            let vendor = vendor.to_owned();
            site.vendors.answer(&vendor, request).await
        }
        None => {
            let below = below.to_owned();
            site.page.answer(&below, request).await
        }
    })
}

fn moved(to: &str) -> Response {
    let response = Response::builder().status(StatusCode::PERMANENT_REDIRECT).header(header::LOCATION, to);
    response.body(Body::empty()).unwrap_or_default()
}
