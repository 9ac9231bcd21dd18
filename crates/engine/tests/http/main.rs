//! The engine over real HTTP on loopback, with a native client: each vendor's client against its simulated server.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod journey;
mod net;

use journey::Journey;
use net::Server;
use tapedeck_core::model::Source;
use tapedeck_core::vendors;

/// How each vendor's source is set up and signed in to.
struct Case {
    vendor: &'static str,
    /// Below the server's root.
    path: &'static str,
    settings: &'static [(&'static str, &'static str)],
    credentials: &'static [(&'static str, &'static str)],
}

const CASES: [Case; 5] = [
    Case {
        vendor: "synology",
        path: "vendors/nas-1/",
        settings: &[],
        credentials: &[("account", "admin"), ("password", "tapedeck")],
    },
    Case {
        vendor: "veeam-azure",
        path: "vendors/vbaz-1/",
        settings: &[],
        credentials: &[("userName", "admin"), ("password", "tapedeck")],
    },
    Case {
        vendor: "huawei-clouddc",
        path: "vendors/clouddc-1/",
        settings: &[("region", "ap-southeast-3"), ("iamUrl", "{server}vendors/clouddc-1/")],
        credentials: &[("userName", "admin"), ("password", "tapedeck")],
    },
    Case {
        vendor: "surfercloud",
        path: "vendors/surfercloud-1/",
        settings: &[("region", "cn-zj")],
        credentials: &[("publicKey", "admin"), ("privateKey", "tapedeck")],
    },
    // A session is a cookie, which a browser keeps and this client does not.
    Case {
        vendor: "datafor",
        path: "vendors/datafor-1/datafor/",
        settings: &[],
        credentials: &[("method", "basic"), ("account", "admin"), ("password", "tapedeck")],
    },
];

fn source(server: &Server, case: &Case) -> Source {
    let pairs = case.settings.iter().map(|(key, value)| (key.to_string(), value.replace("{server}", &server.url)));
    Source {
        id: case.vendor.into(),
        vendor: case.vendor.into(),
        name: case.vendor.to_uppercase(),
        base_url: format!("{}{}", server.url, case.path),
        time_zone: None,
        settings: pairs.collect(),
    }
}

#[test]
fn there_is_a_journey_for_every_vendor() {
    for vendor in vendors::all() {
        let id = vendor.descriptor().id;
        assert!(CASES.iter().any(|case| case.vendor == id), "no journey for {id}");
    }
}

#[test]
fn every_client_signs_in_reads_and_signs_out() {
    let server = Server::start();
    for case in &CASES {
        let capabilities = &vendors::find(case.vendor).unwrap().descriptor().capabilities;
        let mut journey = Journey::new(vec![source(&server, case)]);
        journey.sign_in(case.vendor, case.credentials);
        if capabilities.runs {
            let rows = journey.read(journey::runs());
            assert!(rows.len() >= 20, "{}: {} runs on screen", case.vendor, rows.len());
            // One that has begun: the newest may still wait for its turn.
            let begun = rows.iter().position(|row| row.time().is_some()).unwrap();
            let run = journey.detail(begun as u64);
            assert!(!run.raw().is_empty() && run.time().is_some(), "{}: {run:?}", case.vendor);
            assert!(run.problem().is_none(), "{}: {run:?}", case.vendor);
            if capabilities.run_lines {
                let lines = journey.read(journey::lines_of(case.vendor, run.id()));
                assert!(!lines.is_empty(), "{}: no lines of run {}", case.vendor, run.id());
            }
        }
        if capabilities.lines {
            let rows = journey.read(journey::lines());
            assert!(rows.len() >= 20, "{}: {} lines on screen", case.vendor, rows.len());
            let line = journey.detail(0);
            assert!(!line.raw().is_empty() && line.time().is_some(), "{}: {line:?}", case.vendor);
        }
        journey.sign_out(case.vendor);
    }
}

/// All vendors in one list: the newest first, whatever order each serves.
#[test]
fn all_vendors_together_are_one_list_in_the_order_of_time() {
    let server = Server::start();
    let mut journey = Journey::new(CASES.iter().map(|case| source(&server, case)).collect());
    for case in &CASES {
        journey.sign_in(case.vendor, case.credentials);
    }
    for (spec, has) in [
        (journey::runs(), (|c: &vendors::Capabilities| c.runs) as fn(&vendors::Capabilities) -> bool),
        (journey::lines(), |c| c.lines),
    ] {
        journey.read(spec);
        let total = journey.state().rows;
        let rows = journey.show_all(total);
        let times: Vec<_> = rows.iter().map(|row| row.time()).collect();
        assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "not in the order of time");
        for case in CASES.iter().filter(|case| has(&vendors::find(case.vendor).unwrap().descriptor().capabilities)) {
            assert!(rows.iter().any(|row| row.source() == case.vendor), "nothing of {}", case.vendor);
        }
    }
}
