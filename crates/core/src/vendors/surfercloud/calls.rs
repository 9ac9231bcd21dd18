//! Requests: form fields, signed, to the root of the API.
//!
//! A POST of a form is a "simple" request for a browser. GET is for a proxy that lets nothing else through: the public
//! key, the security token and the signature then stand in addresses.

use super::auth::signature;
use crate::http::{Method, Request, encode_form};
use crate::model::Source;
use crate::vendors::Session;

/// How many rows a page has: the most that the vendor gives.
pub(super) const LIMIT: u64 = 100;

/// Where and as whom is asked: what every request needs beside its own fields. It prints without keys.
#[derive(Clone)]
pub(super) struct Api {
    url: String,
    get: bool,
    region: String,
    /// Empty for all zones of the region.
    zone: String,
    project: String,
    company: String,
    account: String,
    session: Session,
}

impl Api {
    pub(super) fn new(source: &Source, session: &Session) -> Api {
        let setting = |key: &str| source.setting(key).trim().to_string();
        Api {
            url: source.base_url.clone(),
            get: setting("httpMethod").eq_ignore_ascii_case("GET"),
            region: setting("region"),
            zone: setting("zone"),
            project: setting("projectId"),
            company: setting("companyId"),
            account: setting("accountId"),
            session: session.clone(),
        }
    }

    /// Whether a region is set, without which nothing can be asked of databases.
    pub(super) fn has_region(&self) -> bool {
        !self.region.is_empty()
    }

    /// What must be seen nowhere.
    pub(super) fn secrets(&self) -> [&str; 2] {
        [self.session.get("private_key"), self.session.get("security_token")]
    }

    /// A request about the account as a whole.
    pub(super) fn of_account(&self, action: &str, own: &[(&str, &str)]) -> Request {
        let mut fields = vec![("Action", action), ("PublicKey", self.session.get("public_key"))];
        fields.push(("SecurityToken", self.session.get("security_token")));
        fields.extend_from_slice(own);
        // What is not given is left out: an empty value is not the same to the vendor.
        fields.retain(|(_, value)| !value.is_empty());
        let signature = signature(fields.iter().copied(), self.session.get("private_key"));
        fields.push(("Signature", &signature));
        if self.get {
            return Request::new(Method::Get, format!("{}?{}", self.url, encode_form(&fields)));
        }
        Request::form(self.url.clone(), &fields)
    }

    /// A request about something in a zone of the source's region.
    pub(super) fn in_zone(&self, action: &str, zone: &str, own: &[(&str, &str)]) -> Request {
        let zone = if zone.is_empty() { &self.zone } else { zone };
        let mut fields = vec![("Region", self.region.as_str()), ("Zone", zone), ("ProjectId", self.project.as_str())];
        fields.extend_from_slice(own);
        self.of_account(action, &fields)
    }

    /// The list of instances.
    pub(super) fn instances(&self) -> Request {
        self.in_zone("ListUPgSQLInstance", "", &[])
    }

    /// A page of the backups of one instance, however they were started.
    pub(super) fn backups(&self, zone: &str, instance: &str, offset: u64) -> Request {
        let (offset, limit) = (offset.to_string(), LIMIT.to_string());
        let own = [("InstanceID", instance), ("BackupType", "0"), ("Offset", &offset), ("Limit", &limit)];
        self.in_zone("ListUPgSQLBackup", zone, &own)
    }

    /// The log files of one instance. Both ends are epoch seconds and required.
    pub(super) fn logs(&self, zone: &str, instance: &str, begin: i64, end: i64) -> Request {
        let (begin, end) = (begin.to_string(), end.to_string());
        let own = [("InstanceID", instance), ("BeginTime", begin.as_str()), ("EndTime", &end)];
        self.in_zone("ListUPgSQLLog", zone, &own)
    }

    /// The text of the logs of one kind and time of one instance. The company and the account are numbers that an
    /// ordinary account does not know, and that the vendor's page calls required.
    pub(super) fn log_text(&self, zone: &str, instance: &str, kind: &str, begin: i64, end: i64) -> Request {
        let (begin, end) = (begin.to_string(), end.to_string());
        let own = [
            ("InstanceID", instance),
            ("LogType", kind),
            ("BeginTime", begin.as_str()),
            ("EndTime", &end),
            ("CompanyID", &self.company),
            ("AccountID", &self.account),
        ];
        self.in_zone("GetUPgSQLInstanceLog", zone, &own)
    }
}
