//! The host that requests to Huawei CloudDC are signed for: behind a proxy it is the vendor's, not the proxy's.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::Source;
use tapedeck_engine::protocol::SourceState;

use crate::harness::{Bench, lines, source};

const HOST: &str = "clouddc.ap-southeast-3.myhuaweicloud.com";

/// The simulated system checks the signature for its own host, whatever the address was that it was asked at.
fn sign_in(settings: &[(&str, &str)]) -> (Bench, Option<Error>) {
    let settings = settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let mut bench = Bench::of_vendors(vec![Source { vendor: "huawei-clouddc".into(), settings, ..source("clouddc") }]);
    bench.sign_in_with("clouddc", &[("method", "keys"), ("accessKey", "admin"), ("secretKey", "tapedeck")]);
    let refused = match bench.source("clouddc") {
        SourceState::Refused(error) => Some(error),
        _ => None,
    };
    (bench, refused)
}

#[test]
fn a_request_is_signed_for_the_host_of_the_setting() {
    let region = ("region", "ap-southeast-3");
    for settings in [
        &[region][..],
        &[region, ("upstreamHost", HOST)],
        &[region, ("upstreamHost", " https://clouddc.ap-southeast-3.myhuaweicloud.com/ ")],
    ] {
        let (mut bench, refused) = sign_in(settings);
        assert_eq!(refused, None, "{settings:?}");
        bench.open(lines());
        assert!(bench.state().rows > 100 && bench.state().sources[0].error.is_none(), "{settings:?}");
    }
}

#[test]
fn a_signature_for_another_host_is_refused_and_shown_as_the_gateway_saw_it() {
    let (_, refused) =
        sign_in(&[("region", "ap-southeast-3"), ("upstreamHost", "clouddc.cn-east-3.myhuaweicloud.com")]);
    let error = refused.expect("refused");
    assert_eq!(error.kind, Kind::WrongPassword);
    assert!(error.answer.contains("canonicalRequest") && !error.answer.contains("tapedeck\""), "{error:?}");
}
