//! Where a source is: its region, the address of IAM, and the hosts to sign for.
//!
//! A signature is made for the host that the vendor sees, not for the proxy that a browser sees.

use crate::model::Source;

/// What the hosts of all regions end with.
const CLOUD: &str = "myhuaweicloud.com";
const CLOUDDC: &str = "clouddc.";
const IAM: &str = "iam.";

/// Host and port of an absolute address; empty for a relative one.
fn host(address: &str) -> &str {
    address.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default()
}

/// The region: the setting, or what the host `clouddc.<region>.…` says.
pub(super) fn region(source: &Source) -> &str {
    let setting = source.setting("region").trim();
    if !setting.is_empty() {
        return setting;
    }
    let rest = host(&source.base_url).strip_prefix(CLOUDDC).unwrap_or_default();
    rest.split_once('.').map_or("", |(region, _)| region)
}

/// The address of IAM, ending with `/`: the setting, or beside CloudDC, or, behind a proxy, the same address.
pub(super) fn iam_url(source: &Source) -> String {
    let setting = source.setting("iamUrl").trim().trim_end_matches('/');
    let setting = setting.strip_suffix("/v3").unwrap_or(setting);
    if !setting.is_empty() {
        return format!("{setting}/");
    }
    match host(&source.base_url).strip_prefix(CLOUDDC) {
        Some(rest) => format!("https://{IAM}{rest}/"),
        None => source.base_url.clone(),
    }
}

/// The host that CloudDC's signatures are made for.
pub(super) fn clouddc_host(source: &Source) -> String {
    let (setting, own, region) = (source.setting("upstreamHost").trim(), host(&source.base_url), region(source));
    if !setting.is_empty() {
        // An address is pasted too.
        let host = setting.split_once("://").map_or(setting, |(_, rest)| rest);
        host.split('/').next().unwrap_or_default().to_string()
    } else if own.starts_with(CLOUDDC) || region.is_empty() {
        own.to_string()
    } else {
        format!("{CLOUDDC}{region}.{CLOUD}")
    }
}

/// The host that IAM's signatures are made for.
pub(super) fn iam_host(source: &Source) -> String {
    let address = iam_url(source);
    let own = host(&address);
    if own.starts_with(IAM) {
        return own.to_string();
    }
    match clouddc_host(source).strip_prefix(CLOUDDC) {
        Some(rest) => format!("{IAM}{rest}"),
        None => own.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(base_url: &str, settings: &[(&str, &str)]) -> Source {
        Source {
            id: "metal".into(),
            vendor: "huawei-clouddc".into(),
            name: "Rack 4".into(),
            base_url: base_url.into(),
            time_zone: None,
            settings: settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        }
    }

    #[test]
    fn everything_follows_from_the_vendors_own_address() {
        let source = source("https://clouddc.ap-southeast-3.myhuaweicloud.com/", &[]);
        assert_eq!(region(&source), "ap-southeast-3");
        assert_eq!(iam_url(&source), "https://iam.ap-southeast-3.myhuaweicloud.com/");
        assert_eq!(clouddc_host(&source), "clouddc.ap-southeast-3.myhuaweicloud.com");
        assert_eq!(iam_host(&source), "iam.ap-southeast-3.myhuaweicloud.com");
    }

    #[test]
    fn behind_a_proxy_the_region_says_the_hosts() {
        let source = source("https://portal.example/vendors/clouddc/", &[("region", "cn-east-3")]);
        assert_eq!(iam_url(&source), "https://portal.example/vendors/clouddc/");
        assert_eq!(clouddc_host(&source), "clouddc.cn-east-3.myhuaweicloud.com");
        assert_eq!(iam_host(&source), "iam.cn-east-3.myhuaweicloud.com");
    }

    #[test]
    fn settings_win() {
        let settings =
            [("iamUrl", "https://portal.example/vendors/iam/v3"), ("upstreamHost", "clouddc.r.example:8443")];
        let source = source("https://portal.example/vendors/clouddc/", &settings);
        assert_eq!(region(&source), "");
        assert_eq!(iam_url(&source), "https://portal.example/vendors/iam/");
        assert_eq!(clouddc_host(&source), "clouddc.r.example:8443");
        assert_eq!(iam_host(&source), "iam.r.example:8443");
    }

    #[test]
    fn an_address_is_a_host_too() {
        for upstream in ["https://clouddc.r.example/", " clouddc.r.example/v1 ", "clouddc.r.example"] {
            let source = source("https://portal.example/vendors/clouddc/", &[("upstreamHost", upstream)]);
            assert_eq!(clouddc_host(&source), "clouddc.r.example", "{upstream}");
        }
    }

    #[test]
    fn a_host_of_ones_own_is_signed_for_as_it_is() {
        let source = source("https://metal.example/", &[("iamUrl", "https://id.example")]);
        assert_eq!((clouddc_host(&source).as_str(), iam_host(&source).as_str()), ("metal.example", "id.example"));
    }
}
