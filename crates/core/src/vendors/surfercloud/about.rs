//! The connection test: the regions and projects of the account, and the instances of the source.

use super::calls::Api;
use super::{failure, wire};
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::Timestamp;
use crate::vendors::{Answer, Exchange, Next};

/// What a reader should know of the lines.
const LINES: &str = "Experimental: they are read from the text of log files, and the vendor's pages do not agree on what \
    that call takes.";

pub(super) struct About {
    api: Api,
    asks: Asks,
    facts: Vec<(String, String)>,
}

#[derive(Clone, Copy)]
enum Asks {
    Regions,
    Projects,
    Instances,
}

impl About {
    pub(super) fn new(api: Api) -> About {
        About { api, asks: Asks::Regions, facts: Vec::new() }
    }

    /// What an answer says, as facts. A key that may read databases only is good all the same.
    fn read(&mut self, response: &Response) -> Result<(), Error> {
        let (name, facts) = match self.asks {
            Asks::Regions => ("Regions", regions(response)),
            Asks::Projects => ("Projects", projects(response)),
            Asks::Instances => ("Instances", instances(response)),
        };
        match facts {
            Ok(facts) => self.facts.extend(facts),
            Err(error) if error.kind == Kind::PermissionDenied && !matches!(self.asks, Asks::Instances) => {
                self.facts.push((name.to_string(), error.meaning));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

type Facts = Vec<(String, String)>;

/// The regions with their zones: the vendor has one row a zone.
pub(super) fn regions(response: &Response) -> Result<Facts, Error> {
    let mut out: Facts = Vec::new();
    for [region, zone] in wire::table(response, &["Regions", "RegionSet"], ["Region", "Zone"])? {
        match out.iter_mut().find(|(known, _)| *known == region) {
            Some((_, zones)) => {
                zones.push_str(", ");
                zones.push_str(&zone);
            }
            None => out.push((region, zone)),
        }
    }
    Ok(out)
}

/// The projects by number, with their names.
pub(super) fn projects(response: &Response) -> Result<Facts, Error> {
    let rows = wire::table(response, &["ProjectSet"], ["ProjectId", "ProjectName", "IsDefault"])?;
    let name = |[id, name, default]: [String; 3]| {
        let default = if default == "true" || default == "Yes" { " (default)" } else { "" };
        (id, name + default)
    };
    Ok(rows.into_iter().map(name).collect())
}

/// The instances by name, with what is so of each.
pub(super) fn instances(response: &Response) -> Result<Facts, Error> {
    let said = |parts: [String; 4]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let list = wire::instances(response)?.into_iter();
    Ok(list.map(|one| (one.name, said([one.id, one.version, one.state, one.zone]))).collect())
}

impl Exchange for About {
    fn request(&mut self, _now: Timestamp) -> Request {
        match self.asks {
            Asks::Regions => self.api.of_account("GetRegion", &[]),
            Asks::Projects => self.api.of_account("GetProjectList", &[]),
            Asks::Instances => self.api.instances(),
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        self.read(response).map_err(|error| failure::without_secrets(error, &self.api))?;
        self.asks = match self.asks {
            Asks::Regions => Asks::Projects,
            Asks::Projects => Asks::Instances,
            Asks::Instances => {
                self.facts.push(("Log lines".to_string(), LINES.to_string()));
                return Ok(Next::Done(Answer::Facts(std::mem::take(&mut self.facts))));
            }
        };
        Ok(Next::Send)
    }
}
