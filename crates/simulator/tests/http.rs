//! The binary over loopback: addresses, static files, CORS, and connections that break or hang.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![cfg(feature = "server")]

mod common;

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{NOW, form};

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let mut child = command(args).stdout(Stdio::piped()).spawn().expect("the binary starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
        Self { child, address }
    }

    fn connect(&self, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n");
        stream.write_all(format!("{head}{headers}\r\n{body}").as_bytes()).unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut bytes = Vec::new();
        let ended = self.connect(method, path, headers, body).read_to_end(&mut bytes);
        let split = bytes.windows(4).position(|end| end == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
        Answer { head, body: bytes[split + 4..].to_vec(), reset: ended.is_err() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "")
    }

    /// Signs in at a NAS; the answer is the beginning of a query to its log.
    fn log(&self, root: &str) -> String {
        let login = [
            ("api", "SYNO.API.Auth"),
            ("version", "6"),
            ("method", "login"),
            ("account", "admin"),
            ("passwd", "tapedeck"),
            ("format", "sid"),
        ];
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        let answer = self.ask("POST", &format!("{root}webapi/auth.cgi"), kind, &form(&login));
        let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let sid = answer["data"]["sid"].as_str().unwrap();
        format!("{root}webapi/entry.cgi?api=SYNO.ActiveBackup.Log&version=1&_sid={sid}&limit=200&method=list_log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
    reset: bool,
}

impl Answer {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tapedeck-simulator"));
    command.args(args).args(["--now", &NOW.to_string()]);
    command
}

/// A folder with a page in it, for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    std::fs::write(folder.join("index.html"), "<!doctype html>plain").unwrap();
    std::fs::write(folder.join("app.wasm"), "plain wasm").unwrap();
    std::fs::write(folder.join("app.wasm.br"), "as brotli").unwrap();
    std::fs::write(folder.join("app.wasm.gz"), "as gzip").unwrap();
    folder
}

#[test]
fn static_files_below_a_base() {
    let page = folder("static");
    let server = Server::start(&["--port", "0", "--page", page.to_str().unwrap(), "--base", "some/path"]);
    let index = server.get("/some/path/");
    assert_eq!((index.status(), index.text()), ("200", "<!doctype html>plain"));
    assert_eq!(index.header("Cache-Control"), Some("no-cache"));
    assert!(index.header("Content-Type").unwrap().starts_with("text/html"));
    assert_eq!(server.get("/some/path").header("Location"), Some("/some/path/"));
    assert_eq!(server.get("/some/path/sub").header("Location"), Some("/some/path/sub/"));

    let wasm = server.get("/some/path/app.wasm");
    assert_eq!((wasm.header("Content-Type"), wasm.text()), (Some("application/wasm"), "plain wasm"));
    for (accepted, encoding, text) in [("gzip, br", "br", "as brotli"), ("gzip", "gzip", "as gzip")] {
        let wasm = server.ask("GET", "/some/path/app.wasm", &format!("Accept-Encoding: {accepted}\r\n"), "");
        assert_eq!((wasm.header("Content-Encoding"), wasm.text()), (Some(encoding), text));
        assert_eq!(wasm.header("Content-Type"), Some("application/wasm"));
    }
    let outside = ["/", "/index.html", "/some/path/nothing", "/some/pathology", "/some/path/../../Cargo.toml"];
    for missing in outside.into_iter().chain(["/vendors/nas-1/webapi/query.cgi", "/some/path/vendors/other/x"]) {
        assert_eq!(server.get(missing).status(), "404", "{missing}");
    }
    let log = server.get(&server.log("/some/path/vendors/nas-1/"));
    assert!(log.text().starts_with(r#"{"data":{"count":29286,"logs":[{"#));
}

#[test]
fn the_configuration_is_found_given_or_made_up() {
    let page = folder("config");
    let page = page.to_str().unwrap();
    let server = Server::start(&["--port", "0", "--page", page]);
    let made_up: serde_json::Value = serde_json::from_slice(&server.get("/tapedeck.json").body).unwrap();
    assert_eq!(made_up["sources"][0]["baseUrl"], "vendors/nas-1/");
    std::fs::write(format!("{page}/tapedeck.json"), "found").unwrap();
    assert_eq!(server.get("/tapedeck.json").text(), "found");
    std::fs::write(format!("{page}/other.json"), "given").unwrap();
    let server = Server::start(&["--port", "0", "--page", page, "--config", &format!("{page}/other.json")]);
    assert_eq!(server.get("/tapedeck.json").text(), "given");
}

#[test]
fn every_name_is_a_nas_of_its_own() {
    let server = Server::start(&["--port", "0"]);
    let (one, two) = (server.log("/vendors/nas-1/"), server.log("/vendors/nas-2/"));
    let (first, second) = (server.get(&one), server.get(&two));
    assert!(first.text().contains("\"success\":true") && second.text().contains("\"success\":true"));
    assert_ne!(first.body, second.body);
    assert!(server.get(&one.replace("nas-1", "nas-2")).text().contains("119"), "sessions are not shared");
    assert_eq!(server.ask("POST", "/vendors/nas-2/_simulator/reset", "", "").status(), "200");
    assert!(server.get(&two).text().contains("119") && server.get(&one).text().contains("true"));
}

/// As behind a reverse proxy that moves paths: a browser would not send the cookie otherwise.
#[test]
fn cookies_and_redirects_are_moved_below_the_system() {
    let server = Server::start(&["--port", "0", "--base", "/x/"]);
    let root = "/x/vendors/datafor-1/datafor/";
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let login = form(&[("j_username", "admin"), ("j_password", "tapedeck")]);
    let answer = server.ask("POST", &format!("{root}j_spring_security_check"), kind, &login);
    assert_eq!((answer.status(), answer.header("location")), ("302", Some("/x/vendors/datafor-1/datafor/Home")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/x/vendors/datafor-1/datafor; HttpOnly"), "{cookie}");
    let sent = format!("Cookie: {}\r\n", cookie.split(';').next().unwrap());
    let user = server.ask("GET", &format!("{root}plugin/datafor/api/extension/auth/fetchUser"), &sent, "");
    assert!(String::from_utf8_lossy(&user.body).contains("\"islogged\":true"));
    assert_eq!(server.get(&format!("{root}Home")).status(), "200");
}

#[test]
fn connections_break_and_hang() {
    let server = Server::start(&["--port", "0"]);
    let log = server.log("/vendors/nas-1/");
    let whole = server.get(&log);
    let fault = |name: &str| {
        let body = format!(r#"{{"fault":"{name}","method":"list_log"}}"#);
        assert_eq!(server.ask("POST", "/vendors/nas-1/_simulator/faults", "", &body).status(), "200");
    };
    let large = r#"{"fault":"large","bytes":3000001}"#;
    server.ask("POST", "/vendors/nas-1/_simulator/faults", "", large);
    let large = server.get(&log);
    assert_eq!((large.header("Content-Length"), large.body.len()), (Some("3000001"), 3_000_001));
    assert!(large.body.chunks(whole.body.len()).all(|copy| copy == &whole.body[..copy.len()]));
    fault("cut");
    let cut = server.get(&log);
    let promised: usize = cut.header("Content-Length").unwrap().parse().unwrap();
    assert_eq!((cut.status(), promised), ("200", whole.body.len()));
    assert!(cut.body == whole.body[..promised / 2] || cut.reset, "{} of {promised}", cut.body.len());

    fault("truncated");
    let truncated = server.get(&log);
    assert_eq!(truncated.header("Content-Length"), Some((whole.body.len() / 2).to_string().as_str()));
    assert_eq!(truncated.body, whole.body[..whole.body.len() / 2]);

    fault("hang");
    let mut hanging = server.connect("GET", &log, "", "");
    hanging.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let error = hanging.read(&mut [0; 1]).unwrap_err().kind();
    assert!(matches!(error, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    assert_eq!(server.get(&log).body, whole.body, "others are answered meanwhile");
}

#[test]
fn cors_only_when_asked_for() {
    let ask = "Origin: https://portal.example.com\r\nAccess-Control-Request-Headers: x-syno-token\r\n";
    let path = "/vendors/nas-1/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=all";
    let allowed = "Access-Control-Allow-Origin";
    let without = Server::start(&["--port", "0"]);
    assert_eq!(without.ask("GET", path, ask, "").header(allowed), None);
    assert_eq!(without.ask("OPTIONS", path, ask, "").status(), "405");
    let with = Server::start(&["--port", "0", "--cors"]);
    assert_eq!(with.ask("GET", path, ask, "").header(allowed), Some("https://portal.example.com"));
    assert_eq!(with.get(path).header(allowed), None);
    let preflight = with.ask("OPTIONS", path, ask, "");
    assert_eq!((preflight.status(), preflight.header(allowed)), ("204", Some("https://portal.example.com")));
    assert_eq!(preflight.header("Access-Control-Allow-Headers"), Some("x-syno-token"));
    assert_eq!(with.ask("GET", "/tapedeck.json", ask, "").header(allowed), None);
}

/// Every vendor's systems are as they are in the field without the flag, and as behind a kind proxy with it.
#[test]
fn cors_is_for_all_vendors_or_for_none() {
    let ask = "Origin: https://portal.example.com\r\nAccess-Control-Request-Headers: authorization, x-auth-token\r\n";
    let of = |answer: &Answer, name: &str| answer.header(&format!("Access-Control-{name}")).map(str::to_string);
    for flags in [&["--port", "0"][..], &["--port", "0", "--cors"]] {
        let server = Server::start(flags);
        let on = flags.len() > 2;
        for path in [
            "nas-1/webapi/entry.cgi",
            "vbaz-1/api/v8.1/jobSessions",
            "clouddc-1/v1/p/physicalservers",
            "surfercloud-1/",
            "datafor-1/datafor/plugin/datafor-backup/api/log/query",
        ] {
            let path = format!("/vendors/{path}");
            let origin = on.then(|| "https://portal.example.com".to_string());
            let (answer, preflight) = (server.ask("GET", &path, ask, ""), server.ask("OPTIONS", &path, ask, ""));
            assert_eq!(of(&answer, "Allow-Origin"), origin, "{path}");
            assert_eq!(of(&answer, "Allow-Credentials").is_some(), on, "{path}");
            assert_eq!(of(&preflight, "Allow-Origin"), origin, "{path}");
            assert_eq!(preflight.status() == "204", on, "{path}: {}", preflight.status());
            if on {
                // Without these a page can read neither a token nor the name of a file.
                let exposed = of(&answer, "Expose-Headers").unwrap_or_default();
                assert!(exposed.contains("X-Subject-Token") && exposed.contains("Content-Disposition"), "{exposed}");
                assert_eq!(of(&preflight, "Allow-Headers").as_deref(), Some("authorization, x-auth-token"), "{path}");
            }
        }
    }
}

#[test]
fn control_can_be_left_out() {
    let server = Server::start(&["--port", "0", "--no-control"]);
    assert_eq!(server.get("/vendors/nas-1/_simulator/faults").status(), "404");
}

#[test]
fn mistakes_on_the_command_line_are_sentences() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let in_use = format!("Port {port} is already in use. Choose another with --port.\n");
    let table: [(&[&str], &str); 6] = [
        (&["--port", &port], &in_use),
        (&["--port", "many"], "--port needs a number, not \"many\".\n"),
        (&["--seed"], "--seed needs a number, not \"--now\".\n"),
        (&["--page", "/no/such"], "--page: there is no folder /no/such.\n"),
        (&["--config", "/no/such"], "--config: there is no file /no/such.\n"),
        (&["--colour"], "--colour is not known. See --help.\n"),
    ];
    for (args, sentence) in table {
        let output = command(args).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), sentence);
        assert!(!output.status.success() && output.stdout.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_also_while_a_client_hangs() {
    let mut server = Server::start(&["--port", "0"]);
    let log = server.log("/vendors/nas-1/");
    server.ask("POST", "/vendors/nas-1/_simulator/faults", "", r#"{"fault":"hang"}"#);
    let _hanging = server.connect("GET", &log, "", "");
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(server.child.wait().unwrap().success());
}
