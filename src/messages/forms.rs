//! Labels and help of the forms, by the key of the field.

use tapedeck_core::vendors::AddressProblem;

pub(crate) const VENDOR: &str = "Vendor";
pub(crate) const NAME: &str = "Name";
pub(crate) const NAME_HELP: &str = "What you call it. It stands in tables and links.";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const ADDRESS_HELP: &str =
    "As you open the system in a browser. Behind a reverse proxy also a path, such as vendors/nas-1/.";
pub(crate) const ZONE: &str = "Time zone of the source";
pub(crate) const ZONE_HELP: &str =
    "Optional, for example Europe/Berlin. It is offered among the zones to show times in.";
pub(crate) const MORE: &str = "More settings";
pub(crate) const REQUIRED: &str = "This is needed.";
pub(crate) const CODE: &str = "One-time code";
pub(crate) const UNKNOWN_ZONE: &str = "This browser knows no such time zone.";

/// The label of a vendor's own field.
pub(crate) fn label(key: &str) -> &'static str {
    match key {
        "account" => "Account",
        "password" => "Password",
        "rememberDevice" => "Do not ask for a code again on this page",
        "sessionName" => "Session name",
        "userName" => "User name",
        "apiVersion" => "API version",
        "method" => "Sign in with",
        "accessKey" => "Access key",
        "secretKey" => "Secret key",
        "securityToken" => "Security token",
        "domain" => "Domain",
        "projectId" => "Project ID",
        "region" => "Region",
        "zone" => "Zone",
        "iamUrl" => "Address of IAM",
        "upstreamHost" => "Host to sign for",
        "publicKey" => "Public key",
        "privateKey" => "Private key",
        "token" => "Token",
        "tenant" => "Tenant",
        "httpMethod" => "Send requests with",
        _ => "Setting",
    }
}

/// How a vendor's address looks.
pub(crate) fn address_placeholder(vendor: &str) -> &'static str {
    match vendor {
        "veeam-azure" => "https://vbaz.example.com",
        "huawei-clouddc" => "https://clouddc.ap-southeast-3.myhuaweicloud.com",
        "surfercloud" => "https://api.surfercloud.com",
        "datafor" => "https://bi.example.com/datafor",
        _ => "https://nas.example.com:5001",
    }
}

/// One of the values of a vendor's own field, in words.
pub(crate) fn choice(key: &str, value: &str) -> String {
    match (key, value) {
        ("method", "password") => "User name and password",
        ("method", "keys") => "Access key and secret key",
        ("method", "session") => "A session, as on the system's own page",
        ("method", "basic") => "Account and password with every request",
        ("method", "token") => "A token",
        (_, "automatic") => "Automatic",
        (_, value) => return value.to_string(),
    }
    .into()
}

/// The help of a vendor's own field.
pub(crate) fn help(vendor: &str, key: &str) -> Option<&'static str> {
    Some(match (vendor, key) {
        ("synology", "account") => {
            "It needs the right to open Active Backup for Business. One of its own for this page is best."
        }
        ("datafor", "account") => "It must be an administrator: the backup plugin answers nobody else.",
        (_, "password") => "Stays in this tab's memory until you sign out or close it. It is stored nowhere.",
        (_, "rememberDevice") => "Until this tab is closed, renewing the session will not need another one-time code.",
        (_, "sessionName") => "Usually ActiveBackup. Change it only if another program signs in with the same account.",
        ("veeam-azure", "userName") => "A user who may only read is enough. One of its own for this page is best.",
        (_, "userName") => "A user of its own for this page is best.",
        (_, "apiVersion") => {
            "An appliance serves only its own version and some before it. Automatic looks for the newest that it serves."
        }
        ("huawei-clouddc", "region") => "For example ap-southeast-3. It can be left empty where the address names it.",
        ("huawei-clouddc", "projectId") => "Can be left empty: it is then looked up by the region.",
        ("huawei-clouddc", "securityToken") => "Only for a temporary access key.",
        (_, "iamUrl") => {
            "Where tokens are asked for. Empty: beside the address of CloudDC, or, behind a reverse proxy, the same \
             address."
        }
        (_, "upstreamHost") => {
            "Only for access keys behind a reverse proxy: the host that the vendor sees. Empty: \
             clouddc.<region>.myhuaweicloud.com."
        }
        (_, "domain") => "The name of the account that the user is of. Empty: the same as the user name.",
        (_, "accessKey") => "The number of the key, not the secret part of it.",
        (_, "secretKey") => "Signs every request. It stays in this tab's memory and is never sent.",
        (_, "region") => "As the vendor writes it, for example cn-bj2 or hk.",
        (_, "zone") => "For example cn-bj2-02. Empty means all zones of the region, where the vendor allows that.",
        (_, "projectId") => "Empty means the account's default project. A sub-account must give it.",
        (_, "httpMethod") => {
            "POST keeps keys and signatures out of addresses. GET is for a proxy that lets nothing else through."
        }
        (_, "publicKey") => {
            "From the API page of the vendor's console. A key of a sub-account that may only read is best."
        }
        (_, "privateKey") => {
            "Signs requests and is never sent. It stays in this tab's memory until you sign out or close it."
        }
        (_, "securityToken") => "Only for a temporary key, which came with one.",
        (_, "tenant") => "Only where the server has several.",
        (_, "token") => "A personal token, or one that an administrator made. It stays in this tab's memory.",
        _ => return None,
    })
}

/// The help of the address, with the addresses at which the vendor's public service is known to answer.
pub(crate) fn address_help(known: &[(&str, &str)]) -> String {
    if known.is_empty() {
        return ADDRESS_HELP.to_string();
    }
    let known: Vec<_> = known.iter().map(|(brand, address)| format!("{brand} {address}")).collect();
    format!("The address of the API, or of a proxy in front of it. Known are: {}.", known.join(", "))
}

pub(crate) fn address_problem(problem: AddressProblem) -> &'static str {
    match problem {
        AddressProblem::Empty => "This is needed.",
        AddressProblem::Scheme => "An address begins with https:// or http://.",
        AddressProblem::Credentials => {
            "Leave account and password out of the address; they are asked for when you sign in."
        }
        AddressProblem::Characters => "This is not written like an address. An example: https://nas.example.com:5001",
        AddressProblem::QuickConnect => {
            "QuickConnect leads to a relay page that cannot be called. Give the NAS's own address."
        }
    }
}
