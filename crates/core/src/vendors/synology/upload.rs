//! `upload_cert`: the certificate of the server that receives the log.

use super::actions::refused;
use super::calls::{self, Api};
use crate::error::Error;
use crate::http::{Method, Request};
use crate::model::{Action, Source};
use crate::vendors::Session;

/// The name that the NAS wants the file under.
const FILE: &str = "file_tmp";

/// A form of several parts. A DSM reads fields up to the file, so the file comes last; none is in the address, because
/// the session is among them. A browser asks for no permission to send it.
pub(super) fn request(source: &Source, session: &Session, action: &Action) -> Result<Request, Error> {
    if let Some((key, ..)) = action.files.iter().find(|(key, ..)| key != FILE) {
        return Err(refused(key, "not known here"));
    }
    let [(_, name, content)] = action.files.as_slice() else {
        return Err(refused(FILE, if action.files.is_empty() { "required" } else { "one at a time" }));
    };
    let boundary = boundary(content);
    let mut body = Vec::with_capacity(content.len() + 1024);
    for (key, value) in calls::fields(session, Api::Log, "upload_cert", &[]) {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{FILE}\"; filename=\"{}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n",
        escaped(name)
    );
    body.extend(head.as_bytes());
    body.extend(content);
    body.extend(format!("\r\n--{boundary}--\r\n").as_bytes());
    let request = Request { body, ..Request::new(Method::Post, Api::Log.address(source, session)) };
    Ok(request.changing().with_header("Content-Type", format!("multipart/form-data; boundary={boundary}")))
}

/// A line that does not stand in the file.
fn boundary(content: &[u8]) -> String {
    let mut number = 0u32;
    loop {
        let boundary = format!("----tapedeck-{number}");
        if !content.windows(boundary.len()).any(|window| window == boundary.as_bytes()) {
            return boundary;
        }
        number += 1;
    }
}

/// A file's name as browsers write it into a form.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
