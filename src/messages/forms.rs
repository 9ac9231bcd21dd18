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
        (_, "") => "Found out by asking",
        (_, value) => return value.to_string(),
    }
    .into()
}

/// The help of a vendor's own field.
pub(crate) fn help(key: &str) -> Option<&'static str> {
    match key {
        "account" => Some("It needs the right to read backup logs. One of its own for this page is best."),
        "password" => Some("Stays in this tab's memory until you sign out or close it. It is stored nowhere."),
        "token" => Some("Stays in this tab's memory, as a password does. When its time ends, a new one is needed."),
        "tenant" => Some("Only for a server with several tenants: the one that the account belongs to."),
        "rememberDevice" => Some("Until this tab is closed, renewing the session will not need another one-time code."),
        "sessionName" => {
            Some("Usually ActiveBackup. Change it only if another program signs in with the same account.")
        }
        _ => None,
    }
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
