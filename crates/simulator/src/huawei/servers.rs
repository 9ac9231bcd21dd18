//! The list of servers, page by page.

use super::data::{Data, Server};
use super::params::Params;
use super::refusal::Refusal;
use super::{PROJECT, json};
use crate::Response;
use crate::calendar::iso;
use crate::faults::Kind;
use crate::json::Json;

/// The states that can be asked for; those of older SDKs too.
const STATES: [&str; 9] =
    ["onboard", "os-ready", "ready", "in-use", "frozen", "maintain", "offboarding", "delivering", "received"];

/// Lists them. `most` caps a page.
pub(crate) fn list(
    data: &Data,
    params: &Params,
    most: Option<usize>,
    blemish: Option<Kind>,
) -> Result<Response, Refusal> {
    let state = params.word("manage_state", &STATES)?;
    // Too small and too large values are corrected, not refused.
    let limit = params.number("limit")?.unwrap_or(10).clamp(10, 1_000) as usize;
    let limit = most.map_or(limit, |most| limit.min(most));
    let all: Vec<&Server> =
        data.servers.iter().filter(|server| state.is_none_or(|state| server.manage_state == state)).collect();
    let first = match params.text("marker") {
        None => 0,
        Some(marker) => {
            1 + all.iter().position(|server| server.id == marker).ok_or_else(|| Refusal::value("marker"))?
        }
    };
    let page = all.get(first..all.len().min(first + limit)).unwrap_or_default();
    let mut out = Json::with_capacity(700 * page.len() + 200);
    out.open('{').key("servers").open('[');
    for (index, server) in page.iter().enumerate().filter(|_| blemish != Some(Kind::NoRows)) {
        match blemish {
            Some(Kind::BadRows) if index == 0 => {
                out.string("a server that is a text");
            }
            Some(Kind::BadRows) if index == 1 => {
                out.raw("null");
            }
            Some(Kind::BadRow) if index == page.len() / 2 => {
                out.open('{').key("id").raw("[7]").text("hardware_attributes", "none").close('}');
            }
            _ => write(&mut out, server),
        }
    }
    out.close(']').key("page_info").open('{');
    if first + page.len() < all.len()
        && let Some(last) = page.last()
    {
        out.text("next_marker", &last.id);
    }
    if let (true, Some(server)) = (first > 0, page.first()) {
        out.text("previous_marker", &server.id);
    }
    out.int("current_count", page.len() as i64).close('}').int("count", all.len() as i64).close('}');
    Ok(json(200, out.finish()))
}

/// One server.
pub(crate) fn show(data: &Data, id: &str) -> Result<Response, Refusal> {
    let server = data.server(id).ok_or_else(|| Refusal::no_server(id))?;
    let mut out = Json::new();
    write(&mut out, server);
    Ok(json(200, out.finish()))
}

fn write(out: &mut Json, server: &Server) {
    out.open('{').text("id", &server.id).text("name", server.name).text("project_id", PROJECT);
    out.text("domain_id", "d78cbac186b744899480f25bd022f468").text("manage_state", server.manage_state);
    out.text("power_state", server.power_state).text("health_state", server.health_state);
    out.text("onboard_time", &iso(1_690_000_000 + server.unit as i64 * 3_600));
    out.key("location").open('{').text("dc", "dc-1").text("rack", "rack 4");
    out.text("unit", &format!("U{}", server.unit)).close('}');
    out.key("hardware_attributes").open('{').text("sn", &server.serial).text("manufacturer", "Huawei");
    out.text("model", server.model).close('}');
    out.key("tags").open('[').open('{').text("key", "rack").text("value", "4").close('}').close(']');
    if server.is_gone {
        out.key("error").open('{').text("error_code", "iMetal.0110");
        out.text("error_msg", "The management controller does not answer").text("error_type", "delete_server_error");
        out.close('}');
    }
    out.close('}');
}
