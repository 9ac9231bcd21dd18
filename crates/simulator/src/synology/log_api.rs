//! The lists of `SYNO.ActiveBackup.Log`.

use super::Settings;
use super::data::{Data, Event, IDS_PER_RUN, details};
use super::envelope::{Answer, ApiError};
use super::journal::Journal;
use super::params::Params;
use super::rows;
use super::search::Search;
use super::settings::Order;
use crate::faults::Kind;
use crate::json::Json;

pub(crate) const METHODS: [&str; 3] = ["list_log", "list_result", "list_result_detail"];

/// What a method needs to know.
pub(crate) struct Call<'a> {
    pub settings: &'a Settings,
    pub data: &'a Data,
    pub journal: &'a Journal,
    pub params: &'a Params,
    /// What spoils the rows.
    pub blemish: Option<Kind>,
}

impl Call<'_> {
    pub(crate) fn answer(&self, method: &str) -> Answer {
        match method {
            "list_log" => self.list_log(),
            "list_result" => self.list_result(),
            "list_result_detail" => self.list_result_detail(),
            _ => Err(ApiError::new(103)),
        }
    }

    fn list_log(&self) -> Answer {
        let search = Search::read(self.params)?;
        let lines = self.journal.lines(self.data).filter(|line| search.line(line));
        self.page("logs", ordered(lines, self.settings.log_order), rows::line)
    }

    fn list_result(&self) -> Answer {
        let search = Search::read(self.params)?;
        let runs = self.data.runs.iter().filter(|run| search.run(run));
        self.page("results", ordered(runs, self.settings.result_order), rows::run)
    }

    fn list_result_detail(&self) -> Answer {
        let search = Search::read(self.params)?;
        let id = self.params.int("result_id")?.ok_or_else(|| ApiError::parameter("result_id", "required"))?;
        let Some(run) = self.data.run(id) else {
            return self.page("result_detail_list", Vec::new(), |_, (): ()| {});
        };
        let all = details(self.settings.seed, run, self.settings.until_s);
        let numbered = all.iter().zip(run.id * IDS_PER_RUN..);
        let mut found: Vec<(&Event, i64)> = numbered.filter(|(event, _)| search.detail(run, event)).collect();
        match self.params.text("order_by").as_deref() {
            Some("log_level") => found.sort_by_key(|(event, _)| event.level),
            Some("log_time") => found.sort_by_key(|(event, _)| event.time),
            None => {}
            Some(_) => return Err(ApiError::parameter("order_by", "type")),
        }
        if self.params.text("direction").is_some_and(|direction| direction.eq_ignore_ascii_case("desc")) {
            found.reverse();
        }
        self.page("result_detail_list", found, |json, (event, id)| rows::detail(json, run, event, id))
    }

    /// One page of the rows; without `limit` all that follow `offset`.
    fn page<T>(&self, name: &str, found: Vec<T>, write: impl Fn(&mut Json, T)) -> Answer {
        let offset = usize::try_from(self.params.int("offset")?.unwrap_or(0)).unwrap_or(0);
        let limit = self.params.int("limit")?.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let count = found.len();
        let rows = count.saturating_sub(offset).min(limit);
        let mut json = Json::with_capacity(64 + rows * 512);
        json.open('{').int("count", count as i64).key(name).open('[');
        let page = found.into_iter().skip(offset).take(limit);
        crate::rows::write(&mut json, page, rows, (self.blemish, rows::BAD_ROW), write);
        json.close(']').close('}');
        Ok(Some(json.finish()))
    }
}

fn ordered<'a, T>(rows: impl DoubleEndedIterator<Item = &'a T>, order: Order) -> Vec<&'a T> {
    match order {
        Order::OldestFirst => rows.collect(),
        Order::NewestFirst => rows.rev().collect(),
    }
}
