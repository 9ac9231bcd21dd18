//! The signature that a call must have: all parameters but the signature, sorted by name, name and value without anything
//! between them, then the private key; of that the SHA-1 in lower-case hex.

use serde_json::{Map, Value};
use sha1::{Digest, Sha1};

use super::params::Params;
use crate::checksum::hex;

/// The signature of a call's parameters.
pub(crate) fn of(params: &Params, private_key: &str) -> String {
    let mut text = String::new();
    map(params.all(), &mut text);
    text.push_str(private_key);
    hex(&Sha1::digest(text.as_bytes()))
}

fn map(params: &Map<String, Value>, out: &mut String) {
    let mut keys: Vec<&String> = params.keys().filter(|key| *key != "Signature").collect();
    keys.sort();
    for key in keys {
        out.push_str(key);
        value(&params[key.as_str()], out);
    }
}

fn value(one: &Value, out: &mut String) {
    match one {
        Value::Null => {}
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        // No exponent, and no ".0".
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => out.push_str(&float.to_string()),
            _ => out.push_str(&number.to_string()),
        },
        Value::String(text) => out.push_str(text),
        Value::Array(list) => list.iter().for_each(|one| value(one, out)),
        Value::Object(inside) => map(inside, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;

    const KEY: &str = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

    fn signed(body: &str, json: bool) -> String {
        let kind = if json { "application/json" } else { "application/x-www-form-urlencoded" };
        let headers = vec![("Content-Type".to_owned(), kind.to_owned())];
        let request = Request { method: "POST".into(), headers, body: body.into(), ..Request::default() };
        of(&Params::read(&request), KEY)
    }

    #[test]
    fn the_published_example() {
        let form = "Region=cn-bj2&Action=DescribeUHostInstance&Limit=10&Signature=x\
            &PublicKey=ucloudsomeone%40example.com1296235120854146120";
        assert_eq!(signed(form, false), "cba5cf5ec4d4233d206b1b54951e3787350a642f");
        // A white label's page prints the same signature under this key, which is a slip of that page.
        assert_eq!(signed(&form.replace("ucloud", ""), false), "4201919d267504385deb93af19e0197870fed36b");
        let json = r#"{"Action":"DescribeUHostInstance","Limit":10,"Region":"cn-bj2",
            "PublicKey":"ucloudsomeone@example.com1296235120854146120"}"#;
        assert_eq!(signed(json, true), "cba5cf5ec4d4233d206b1b54951e3787350a642f");
    }

    #[test]
    fn values_of_every_kind() {
        let nested = signed(r#"{"b":[1,2.0,2.5,true,{"z":1,"a":"x"}],"a":null}"#, true);
        assert_eq!(nested, signed("ab122.5trueaxz1=", false));
    }
}
