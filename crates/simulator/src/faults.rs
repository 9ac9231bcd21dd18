//! Things that go wrong on the way to any vendor, switched on by a control path or by the name of an account.

use crate::json::Json;
use crate::rng::Rng;
use crate::{Request, Response};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Html,
    Cut,
    Truncated,
    Slow,
    Drip,
    Large,
    Stall,
    Named,
    Refused,
    Hang,
    TooMany,
    TooManyText,
    BadGateway,
    Unavailable,
    Garbage,
    Empty,
    BadRow,
    BadRows,
    NoRows,
}

const NAMES: [(&str, Kind); 19] = [
    ("html", Kind::Html),
    ("cut", Kind::Cut),
    ("truncated", Kind::Truncated),
    ("slow", Kind::Slow),
    ("drip", Kind::Drip),
    ("large", Kind::Large),
    ("stall", Kind::Stall),
    ("named", Kind::Named),
    ("refused", Kind::Refused),
    ("hang", Kind::Hang),
    ("429", Kind::TooMany),
    ("429-text", Kind::TooManyText),
    ("502", Kind::BadGateway),
    ("503", Kind::Unavailable),
    ("garbage", Kind::Garbage),
    ("empty", Kind::Empty),
    ("badrow", Kind::BadRow),
    ("badrows", Kind::BadRows),
    ("norows", Kind::NoRows),
];

const HTML: &str = "<!doctype html>\n<html><head><title>Portal</title></head>\
    <body><h1>Welcome</h1><p>Please sign in to the network first.</p></body></html>\n";
const GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\
    <body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n";

/// How a NAS refuses what an account may not do.
const REFUSED: &str = "{\"error\":{\"code\":1036},\"success\":false}";

/// A name that is no letters of ASCII, leads elsewhere, and stands behind a plain one.
const NAMED: &str = "attachment; filename=\"log.csv\"; filename*=UTF-8''..%2F..%2FSicherung%20%C3%BC%20%E6%97%A5.csv";

impl Kind {
    pub(crate) fn read(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// What an account of the name `fault-…` meets with every call for data.
    pub(crate) fn of_account(name: &str) -> Option<Self> {
        Self::read(name.strip_prefix("fault-")?)
    }

    pub(crate) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// It spoils rows, so that it waits for a call that answers with rows.
    fn of_rows(self) -> bool {
        matches!(self, Self::BadRow | Self::BadRows | Self::NoRows)
    }
}

/// A fault that is waiting.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub kind: Kind,
    /// The call it waits for, by the name that the vendor gives it, or `*`.
    pub method: String,
    /// How many calls it still meets.
    pub count: u64,
    pub ms: Option<u64>,
    pub bytes: Option<u64>,
}

/// How large an answer becomes that is made large.
const LARGE: u64 = 1 << 30;

impl Fault {
    pub(crate) fn of_account(kind: Kind) -> Self {
        Self { kind, method: "*".to_owned(), count: 1, ms: None, bytes: None }
    }

    fn meets(&self, method: &str, rows: bool) -> bool {
        let named = self.method == "*" || self.method == method;
        named && (rows || !self.kind.of_rows())
    }

    /// The answer that comes instead, when the call does not get as far as the system.
    fn instead(&self, request: &Request) -> Option<Response> {
        let html = |status, body: &str| Response::new(status, "text/html; charset=utf-8", body);
        Some(match self.kind {
            Kind::Html => html(200, HTML),
            Kind::TooMany => {
                let seconds = self.ms.unwrap_or(2_000).div_ceil(1_000);
                html(429, "<html><body>Too many requests</body></html>").with_header("Retry-After", seconds.to_string())
            }
            Kind::TooManyText => Response::new(429, "text/plain", "The request is overloaded."),
            Kind::Refused => Response::new(200, "application/json; charset=\"UTF-8\"", REFUSED),
            Kind::BadGateway => html(502, GATEWAY),
            Kind::Unavailable => html(503, "<html><body>Service unavailable</body></html>"),
            Kind::Hang => Response { delay_ms: Response::NEVER, ..html(200, "") },
            Kind::Garbage => {
                let mut rng = Rng::new(request.query.len() as u64, 9);
                let noise: Vec<u8> = (0..3_000).map(|_| rng.below(256) as u8 | 0x80).collect();
                Response::new(200, "application/json; charset=\"UTF-8\"", noise)
            }
            _ => return None,
        })
    }

    /// What the fault does to a good answer on its way.
    fn spoil(&self, mut response: Response) -> Response {
        match self.kind {
            Kind::Cut => response.cut_after = Some(response.body.len() / 2),
            Kind::Truncated => response.body.truncate(response.body.len() / 2),
            Kind::Empty => response.body.clear(),
            Kind::Slow => response.delay_ms = self.ms.unwrap_or(3_000),
            Kind::Large => response.grown_to = self.bytes.unwrap_or(LARGE),
            Kind::Stall => response.stalls_after = Some(response.body.len() / 2),
            Kind::Named => {
                response.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-disposition"));
                response.headers.push(("Content-Disposition".to_owned(), NAMED.to_owned()));
            }
            Kind::Drip => response.drip_ms = self.ms.unwrap_or(3_000),
            _ => {}
        }
        response
    }
}

/// What becomes of a call on its way through a fault. `answer` is what the system itself does; it spoils rows itself.
pub(crate) fn through(
    fault: Option<Fault>,
    request: &Request,
    answer: impl FnOnce(Option<Kind>) -> Response,
) -> Response {
    let Some(fault) = fault else { return answer(None) };
    fault.instead(request).unwrap_or_else(|| fault.spoil(answer(Some(fault.kind))))
}

/// The faults that are waiting, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that meets this call; it is used up by one. `rows` says whether the call answers with rows.
    pub(crate) fn take(&mut self, method: &str, rows: bool) -> Option<Fault> {
        let index = self.0.iter().position(|fault| fault.meets(method, rows))?;
        let fault = self.0[index].clone();
        if fault.count <= 1 {
            self.0.remove(index);
        } else {
            self.0[index].count -= 1;
        }
        Some(fault)
    }

    /// The waiting faults as JSON.
    pub(crate) fn list(&self) -> String {
        let mut json = Json::new();
        json.open('{').key("faults").open('[');
        for fault in &self.0 {
            json.open('{').text("fault", fault.kind.name()).text("method", &fault.method);
            json.int("count", i64::try_from(fault.count).unwrap_or(i64::MAX));
            if let Some(ms) = fault.ms {
                json.int("ms", i64::try_from(ms).unwrap_or(i64::MAX));
            }
            if let Some(bytes) = fault.bytes {
                json.int("bytes", i64::try_from(bytes).unwrap_or(i64::MAX));
            }
            json.close('}');
        }
        json.close(']').close('}');
        json.finish()
    }
}
