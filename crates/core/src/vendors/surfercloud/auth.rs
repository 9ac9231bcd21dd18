//! Keys and signatures. The private key signs and is never sent.

use sha1::{Digest, Sha1};

use super::calls::Api;
use super::{failure, wire};
use crate::error::{Error, Kind, Reaction};
use crate::model::{Source, Timestamp};
use crate::vendors::encoding::hex;
use crate::vendors::{Credentials, Session, SignIn, SignInInput, SignInStep};

/// The signature of a request: all its fields but the signature itself, sorted by name, name and value one after the
/// other without anything between them and without encoding, then the private key; of that the SHA-1 in lower-case hex.
pub(super) fn signature<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>, private_key: &str) -> String {
    let mut fields: Vec<_> = fields.into_iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    let mut digest = Sha1::new();
    for (name, value) in fields {
        digest.update(name);
        digest.update(value);
    }
    digest.update(private_key);
    hex(&digest.finalize())
}

/// What a person gave, as the session of this vendor. Keys are pasted, so blanks around them are no part of them.
fn session(credentials: &Credentials) -> Session {
    let mut session = Session::default();
    session.set("public_key", credentials.get("publicKey").trim());
    session.set("private_key", credentials.get("privateKey").trim());
    session.set("security_token", credentials.get("securityToken").trim());
    session
}

/// There is nothing to sign in to: the list of instances is asked for once, which needs a good key, the region, the
/// project and the right to read.
pub(super) struct KeySignIn {
    session: Session,
    api: Api,
}

impl KeySignIn {
    pub(super) fn new(source: &Source, credentials: &Credentials) -> KeySignIn {
        let session = session(credentials);
        KeySignIn { api: Api::new(source, &session), session }
    }
}

impl SignIn for KeySignIn {
    fn next(&mut self, _now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        match input {
            SignInInput::Start if self.session.get("public_key").is_empty() => refused("the public key is empty"),
            SignInInput::Start if self.session.get("private_key").is_empty() => refused("the private key is empty"),
            SignInInput::Start if !self.api.has_region() => {
                let mut error = Error::new(Kind::BadValue).with_detail("the source has no region");
                error.reaction = Reaction::FixAddress;
                SignInStep::Failed(error)
            }
            SignInInput::Start => SignInStep::Send(self.api.instances()),
            SignInInput::Answer(response) => match wire::instances(response) {
                Ok(_) => SignInStep::Done(self.session.clone()),
                Err(error) => SignInStep::Failed(failure::without_secrets(error, &self.api)),
            },
            SignInInput::Code(_) => SignInStep::Failed(Error::new(Kind::NotSupported)),
        }
    }
}

fn refused(detail: &str) -> SignInStep {
    SignInStep::Failed(Error::new(Kind::WrongPassword).with_detail(detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

    /// The documentation's example. A white label's page prints the same signature under a public key without `ucloud`
    /// in front, which is a slip of that page: the second signature is what its text really gives.
    #[test]
    fn the_published_examples() {
        for (public_key, expected) in [
            ("ucloudsomeone@example.com1296235120854146120", "cba5cf5ec4d4233d206b1b54951e3787350a642f"),
            ("someone@example.com1296235120854146120", "4201919d267504385deb93af19e0197870fed36b"),
        ] {
            let fields =
                [("Region", "cn-bj2"), ("Action", "DescribeUHostInstance"), ("PublicKey", public_key), ("Limit", "10")];
            assert_eq!(signature(fields, KEY), expected);
        }
    }

    #[test]
    fn names_are_sorted_by_their_bytes() {
        let signed = signature([("Zone", "b"), ("a", "2"), ("Name.10", "x"), ("Name.1", "ü")], "k");
        let digest = Sha1::digest("Name.1üName.10xZonebak".replace("ak", "a2k").as_bytes());
        let expected: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(signed, expected);
    }
}
