//! The exact form fields of every call, and their signatures, checked by a signer that is written again here.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sha1::{Digest, Sha1};
use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::Source;
use tapedeck_core::vendors::{Call, PageRequest, Subject, VendorFilter};

use crate::vendor::*;

/// The signature by the vendor's page: name and value in the order of the names, then the key.
fn signed(fields: &[(String, String)]) -> String {
    let sorted: BTreeMap<_, _> = fields.iter().filter(|(name, _)| name != "Signature").cloned().collect();
    let mut text: String = sorted.into_iter().map(|(name, value)| name + &value).collect();
    text += PRIVATE;
    Sha1::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check(source: &Source, call: &Call, token: &str, expected: &[(&str, &str)]) -> Request {
    let mut exchange = vendor().ask(source, &session(token), call).expect("a call that this vendor answers");
    let request = exchange.request(NOW);
    let mut sent = fields(&request);
    let signature = sent.pop().expect("a signature");
    assert_eq!(signature, ("Signature".to_string(), signed(&sent)), "{sent:?}");
    let expected: Vec<_> = expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    assert_eq!(sent, expected);
    request
}

const PLACE: [(&str, &str); 3] = [("Region", "cn-zj"), ("Zone", "cn-zj-01"), ("ProjectId", "org-1")];

fn of_zone<'a>(action: &'a str, own: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("Action", action), ("PublicKey", PUBLIC)].into_iter().chain(PLACE).chain(own.iter().copied()).collect()
}

#[test]
fn every_call_has_its_fields() {
    let page = PageRequest::default;
    for (call, expected) in [
        (Call::Runs(page()), of_zone("ListUPgSQLInstance", &[])),
        (Call::Files(page()), of_zone("ListUPgSQLInstance", &[])),
        (Call::Lines(page()), of_zone("ListUPgSQLInstance", &[])),
        (Call::Run { run: "b".into() }, of_zone("ListUPgSQLInstance", &[])),
        (Call::About, vec![("Action", "GetRegion"), ("PublicKey", PUBLIC)]),
        (act("regions", &[]), vec![("Action", "GetRegion"), ("PublicKey", PUBLIC)]),
        (act("projects", &[]), vec![("Action", "GetProjectList"), ("PublicKey", PUBLIC)]),
        (act("instances", &[]), of_zone("ListUPgSQLInstance", &[])),
        (act("instance", &[("instance", "i-1")]), of_zone("GetUPgSQLInstance", &[("InstanceID", "i-1")])),
        (act("backupStrategy", &[("instance", "i-1")]), of_zone("GetUPgSQLBackupStrategy", &[("InstanceID", "i-1")])),
        (
            act("logs", &[("instance", "i-1"), ("beginTime", "2026-11-20T06:00:00Z"), ("endTime", "1795154401")]),
            of_zone("ListUPgSQLLog", &[("InstanceID", "i-1"), ("BeginTime", "1795154400"), ("EndTime", "1795154401")]),
        ),
        (
            act(
                "packLog",
                &[
                    ("instance", "i-1"),
                    ("backupName", "n & m"),
                    ("backupFile", "f"),
                    ("logType", "slow"),
                    ("endTime", "9"),
                ],
            ),
            of_zone(
                "BackupUPgSQLLog",
                &[
                    ("InstanceID", "i-1"),
                    ("BackupName", "n & m"),
                    ("BackupFile", "f"),
                    ("LogType", "slow"),
                    ("EndTime", "9"),
                ],
            ),
        ),
        (
            act("instanceLog", &[("instance", "i-1"), ("beginTime", "5"), ("companyId", "1"), ("zoneId", "666003001")]),
            of_zone(
                "GetUPgSQLInstanceLog",
                &[("InstanceID", "i-1"), ("BeginTime", "5"), ("CompanyID", "1"), ("ZoneID", "666003001")],
            ),
        ),
        (
            Call::Download { file: "log/cn-zj-01/i-1/5/6/pg_slow.log".into() },
            of_zone(
                "GetUPgSQLInstanceLog",
                &[("InstanceID", "i-1"), ("LogType", "slow"), ("BeginTime", "5"), ("EndTime", "6")],
            ),
        ),
        (
            Call::Download { file: "backup//i-1/b-1".into() },
            of_zone("GetUPgSQLBackupURL", &[("InstanceID", "i-1"), ("BackupID", "b-1")]),
        ),
    ] {
        let request = check(&source(), &call, "", &expected);
        assert_eq!((request.method, request.url.as_str()), (Method::Post, BASE_URL), "{call:?}");
        let form = [("Content-Type".to_string(), "application/x-www-form-urlencoded".to_string())];
        assert_eq!(request.headers, form, "no header that makes a browser ask for permission first");
        assert!(!request.cookies);
    }
}

#[test]
fn what_is_not_set_is_left_out() {
    let source = with_settings(&[("region", " cn-zj "), ("projectId", " ")]);
    let own = [("Action", "ListUPgSQLInstance"), ("PublicKey", PUBLIC), ("Region", "cn-zj")];
    check(&source, &runs(), "", &own);
}

#[test]
fn a_security_token_is_one_more_signed_field() {
    let mut expected = of_zone("ListUPgSQLInstance", &[]);
    expected.insert(2, ("SecurityToken", "sts-1"));
    check(&source(), &runs(), "sts-1", &expected);
}

#[test]
fn get_is_a_setting() {
    let source =
        with_settings(&[("region", "cn-zj"), ("zone", "cn-zj-01"), ("projectId", "org-1"), ("httpMethod", "GET")]);
    let request = check(&source, &runs(), "", &of_zone("ListUPgSQLInstance", &[]));
    assert_eq!((request.method, request.body.len()), (Method::Get, 0));
    assert!(request.url.starts_with("https://api.surfercloud.com/?Action=ListUPgSQLInstance&PublicKey=ucloudada%40"));
    assert!(!format!("{request:?}").contains("Signature"));
}

#[test]
fn what_cannot_be_asked_is_refused_before_it_is_sent() {
    for (call, kind) in [
        (act("instance", &[]), Kind::BadValue),
        (act("packLog", &[("instance", "i-1"), ("backupName", "n")]), Kind::BadValue),
        (act("logs", &[("instance", "i-1"), ("beginTime", "soon"), ("endTime", "1")]), Kind::BadValue),
        (act("deleteEverything", &[]), Kind::NotSupported),
        (Call::Download { file: "../x".into() }, Kind::BadValue),
        (Call::RunLines { run: "b".into(), page: PageRequest::default() }, Kind::NotSupported),
        (Call::Progress { export: "e".into() }, Kind::NotSupported),
        (Call::Cancel { export: "e".into() }, Kind::NotSupported),
    ] {
        match vendor().ask(&source(), &session(""), &call) {
            Err(error) => assert_eq!(error.kind, kind, "{call:?}: {error:?}"),
            Ok(_) => panic!("{call:?} is asked"),
        }
    }
}

#[test]
fn every_action_that_is_offered_is_known() {
    let values = [("instance", "i-1"), ("backupName", "n"), ("backupFile", "f"), ("beginTime", "1"), ("endTime", "2")];
    let capabilities = &vendor().descriptor().capabilities;
    assert_eq!(capabilities.actions.len(), 8);
    for action in capabilities.actions {
        assert!(vendor().ask(&source(), &session(""), &act(action, &values)).is_ok(), "{action}");
    }
    assert!(capabilities.runs && capabilities.files && capabilities.lines && !capabilities.run_lines);
}

#[test]
fn the_engine_filters_everything_but_the_time_of_lines() {
    let query: tapedeck_core::query::Query = "outcome:failed severity:error orders".parse().unwrap();
    let range = tapedeck_core::model::TimeRange { from: Some(NOW), to: None };
    let (filter, rest) = vendor().push_down(Subject::Runs, range, &query);
    assert_eq!((filter, rest), (VendorFilter::default(), query.clone()));
    let (filter, rest) = vendor().push_down(Subject::Lines, range, &query);
    assert_eq!((filter, rest), (VendorFilter { range, ..VendorFilter::default() }, query));
}

#[test]
fn the_brands_are_addresses_that_can_be_called() {
    let brands = vendor().descriptor().known_addresses;
    assert!(brands.len() >= 4);
    for (brand, address) in brands {
        assert_eq!(tapedeck_core::vendors::normalise_address(address).as_deref(), Ok(*address), "{brand}");
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// Whatever stands in the fields, it arrives as it was, and what arrives has the signature that was sent.
    #[test]
    fn any_values_are_signed_as_they_arrive(region in ".{0,20}", zone in ".{0,20}", instance in ".{1,20}", token in ".{0,9}") {
        prop_assume!(!instance.trim().is_empty());
        let source = with_settings(&[("region", region.as_str()), ("zone", zone.as_str())]);
        for method in ["POST", "GET"] {
            let mut source = source.clone();
            source.settings.insert("httpMethod".into(), method.into());
            let call = act("instance", &[("instance", &instance)]);
            let request = vendor().ask(&source, &session(&token), &call).unwrap().request(NOW);
            let mut sent = fields(&request);
            let (_, signature) = sent.pop().expect("a signature");
            prop_assert_eq!(signature, signed(&sent));
            prop_assert_eq!(field(&request, "Region"), region.trim());
            prop_assert_eq!(field(&request, "Zone"), zone.trim());
            prop_assert_eq!(field(&request, "InstanceID"), instance.trim());
            prop_assert_eq!(field(&request, "SecurityToken"), token.trim());
        }
    }
}
