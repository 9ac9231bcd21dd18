//! The requests below `api/<version>/`, and what of a query the appliance evaluates itself.

use super::{items, version};
use crate::error::{Error, Kind};
use crate::http::{Method, Request};
use crate::model::{Outcome, Source, TimeRange, Timestamp};
use crate::query::Query;
use crate::vendors::encoding::percent;
use crate::vendors::{Call, PageRequest, Session, Subject, VendorFilter, not_asked};

/// The request of a question that is a GET.
pub(super) fn build(source: &Source, session: &Session, call: &Call) -> Result<Request, Error> {
    let version = version::of(source, session);
    Ok(match call {
        Call::Runs(page) => get(source, session, "jobSessions", &sessions(page, &version)),
        Call::Run { run } => get(source, session, &format!("jobSessions/{}", segment(run)?), &[]),
        Call::RunLines { run, page } => {
            // Only the engine's own questions name one resource: a view of a run is not filtered by the appliance.
            let of = page.filter.keyword.clone().map(|resource| ("instanceId", resource));
            get(source, session, &format!("jobSessions/{}/log", segment(run)?), of.as_slice())
        }
        Call::Items { run, kind, page } => {
            let list = items::list(kind).ok_or_else(|| Error::new(Kind::NotSupported).with_detail(kind))?;
            let mut query = paging(page);
            query.extend(page.filter.keyword.clone().map(|name| ("NameSearchPattern", name)));
            get(source, session, &format!("jobSessions/{}/{list}", segment(run)?), &query)
        }
        Call::About => get(source, session, "system/about", &[]),
        other => return Err(not_asked(other)),
    })
}

/// A GET below the version's root.
pub(super) fn get(source: &Source, session: &Session, path: &str, query: &[(&str, String)]) -> Request {
    let mut url = format!("{}api/{}/{path}", source.base_url, version::of(source, session));
    for (at, (name, value)) in query.iter().enumerate() {
        url.push(if at == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        url.push_str(&percent(value));
    }
    authorised(Request::new(Method::Get, url), session).with_header("Accept", "application/json")
}

/// The same request with the token.
pub(super) fn authorised(request: Request, session: &Session) -> Request {
    request.with_header("Authorization", format!("Bearer {}", session.get("access_token")))
}

/// A number as one part of a path. Dots alone would lead to another path.
pub(super) fn segment(id: &str) -> Result<String, Error> {
    if id.is_empty() || id.bytes().all(|byte| byte == b'.') {
        return Err(Error::new(Kind::BadValue).with_detail(format!("no number of a session: {id:?}")));
    }
    Ok(percent(id))
}

/// A limit is always sent: what comes without one is not documented well.
fn paging(page: &PageRequest) -> Vec<(&'static str, String)> {
    vec![("Offset", page.offset.to_string()), ("Limit", page.limit.to_string())]
}

fn sessions(page: &PageRequest, version: &str) -> Vec<(&'static str, String)> {
    let mut query = paging(page);
    let filter = &page.filter;
    if let Some(outcome) = filter.outcome {
        query.extend(statuses(outcome).iter().map(|status| ("Status", (*status).to_string())));
    }
    if let Some(words) = &filter.keyword {
        search(&mut query, words, version);
    }
    query.extend(seconds(filter.range.from, false).map(|time| ("FromUtc", time)));
    query.extend(seconds(filter.range.to, true).map(|time| ("ToUtc", time)));
    query
}

/// The appliance's own search: `type:`, `policy:` and `resource:` name these, the rest is the name of a policy.
fn search(query: &mut Vec<(&'static str, String)>, words: &str, version: &str) {
    let mut name = Vec::new();
    for word in words.split_whitespace() {
        match word.split_once(':') {
            Some(("type", types)) => {
                query.extend(types.split(',').filter(|t| !t.is_empty()).map(|t| ("Types", t.to_string())));
            }
            Some(("policy", id)) => query.push(("PolicyId", id.to_string())),
            // Until version 7 only virtual machines could be asked for.
            Some(("resource", id)) => {
                let key = if version::number(version) < 8 { "VmId" } else { "ResourceId" };
                query.push((key, id.to_string()));
            }
            _ => name.push(word),
        }
    }
    if !name.is_empty() {
        query.push(("Filter", name.join(" ")));
    }
}

/// The statuses that become an outcome; none where there is no complete list of them.
pub(super) fn statuses(outcome: Outcome) -> &'static [&'static str] {
    match outcome {
        Outcome::Success => &["Success"],
        Outcome::Warning => &["Warning"],
        Outcome::Failed => &["Error"],
        Outcome::Cancelled => &["Canceled"],
        Outcome::Running => &["Running", "RunningWithError", "RunningWithWarning", "Canceling", "Pending"],
        Outcome::Skipped => &["NeverExecuted"],
        Outcome::Unknown | Outcome::Missed => &[],
    }
}

/// A whole second, as the appliance wants it: since version 4 nothing else than `YYYY-MM-DDTHH:MM:SSZ`. An instant
/// outside of the years that it can write is left out.
pub(super) fn seconds(time: Option<Timestamp>, up: bool) -> Option<String> {
    let text = whole(time?, up).iso();
    (text.len() == 20 && text.ends_with('Z')).then_some(text)
}

fn whole(time: Timestamp, up: bool) -> Timestamp {
    let over = up && time.0.rem_euclid(1000) != 0;
    Timestamp(time.0.div_euclid(1000).saturating_add(i64::from(over)).saturating_mul(1000))
}

pub(super) fn push_down(subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
    let mut rest = query.clone();
    if subject == Subject::Lines {
        return (VendorFilter::default(), rest);
    }
    let outcome = rest.take_outcome(|outcome| !statuses(outcome).is_empty());
    let keyword = rest.take_keyword();
    // Where the range is not of whole seconds, a wider one is asked for, which the engine then narrows.
    // An end that the appliance cannot write is left to the engine too.
    let end = |time: Option<Timestamp>, up| {
        seconds(time, up)?;
        time.map(|time| whole(time, up))
    };
    let range = TimeRange { from: end(range.from, false), to: end(range.to, true) };
    (VendorFilter { range, severity: None, outcome, keyword }, rest)
}
