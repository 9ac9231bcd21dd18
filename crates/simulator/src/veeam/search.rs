//! Which sessions are asked for.

use super::data::{FILTER_TYPES, STATUSES, Session};
use super::params::Params;
use super::problem::Problem;

/// The wanted sessions. What is empty does not matter.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub ids: Vec<String>,
    pub policy_id: Option<String>,
    /// A part of the name of a policy.
    pub policy: Option<String>,
    pub statuses: Vec<String>,
    pub types: Vec<String>,
    /// Groups of types: only an export knows them.
    pub groups: Vec<String>,
    pub resource: Option<String>,
    /// In microseconds since 1970.
    pub from: Option<i64>,
    pub to: Option<i64>,
}

impl Search {
    pub(crate) fn read(params: &Params, version: u32) -> Result<Self, Problem> {
        let list = |name: &str, known: &[&str]| -> Result<Vec<String>, Problem> {
            let values = params.all(name).into_iter().filter(|value| !value.is_empty());
            values
                .enumerate()
                .map(|(nth, value)| match known.iter().find(|word| word.eq_ignore_ascii_case(value)) {
                    Some(word) => Ok((*word).to_owned()),
                    None => {
                        Err(Problem::field(&format!("{name}[{nth}]"), &format!("The value '{value}' is not valid.")))
                    }
                })
                .collect()
        };
        let owned = |name: &str| params.text(name).map(str::to_owned);
        let policy_id = owned("PolicyId");
        if policy_id.as_deref().is_some_and(|id| !is_uuid(id)) {
            return Err(Problem::field("PolicyId", "The value is not a GUID."));
        }
        Ok(Self {
            ids: Vec::new(),
            policy_id,
            policy: owned("Filter").map(|name| name.to_lowercase()),
            statuses: list("Status", &STATUSES)?,
            types: list("Types", &FILTER_TYPES)?,
            groups: Vec::new(),
            resource: owned(if version < 8 { "VmId" } else { "ResourceId" }),
            from: params.instant("FromUtc")?,
            to: params.instant("ToUtc")?,
        })
    }

    pub(crate) fn matches(&self, session: &Session) -> bool {
        let one_of = |list: &[String], value: &str| list.is_empty() || list.iter().any(|wanted| wanted == value);
        let policy = session.policy();
        one_of(&self.ids, &session.id)
            && one_of(&self.statuses, session.status())
            && one_of(&self.types, session.kind().name)
            && one_of(&self.groups, session.kind().group)
            && self.policy_id.as_ref().is_none_or(|id| policy.is_some_and(|policy| policy.id.eq_ignore_ascii_case(id)))
            && self
                .policy
                .as_ref()
                .is_none_or(|name| policy.is_some_and(|policy| policy.name.to_lowercase().contains(name)))
            && self
                .resource
                .as_ref()
                .is_none_or(|id| session.resources().iter().any(|resource| resource.id().eq_ignore_ascii_case(id)))
            && self.from.is_none_or(|from| session.start.is_some_and(|start| start >= from))
            && self.to.is_none_or(|to| session.start.is_some_and(|start| start < to))
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
