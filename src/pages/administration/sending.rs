//! Log forwarding: the server that receives the log, and a test of it.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::Call;

use super::change::{Change, part, stopper};
use super::settings::Settings;
use crate::messages::administration as messages;
use crate::pages::table::Failure;
use crate::ui::{Button, ChoiceField, Notice, SwitchField, TextField, Tone};
use crate::view::{Part, changing, view};

/// What is being typed.
#[derive(Clone, Copy)]
struct Draft {
    on: RwSignal<bool>,
    server: RwSignal<String>,
    port: RwSignal<String>,
    protocol: RwSignal<String>,
    format: RwSignal<String>,
    tls: RwSignal<bool>,
    /// Whether mistakes are shown: not before the first attempt.
    tried: RwSignal<bool>,
    stopper: RwSignal<&'static str>,
}

impl Draft {
    fn problems(self) -> [Option<&'static str>; 3] {
        [
            server_problem(self.server.read().trim(), self.on.get()),
            port_problem(self.port.read().trim()),
            (self.tls.get() && self.protocol.get() == "0").then_some(messages::TLS_WRONG),
        ]
    }

    fn values(self) -> [(&'static str, String); 6] {
        let flag = |flag: bool| if flag { "yes" } else { "no" }.to_string();
        let text = |text: RwSignal<String>| text.read_untracked().trim().to_string();
        [
            ("enable_send", flag(self.on.get_untracked())),
            ("destination_ip", text(self.server)),
            ("port", text(self.port)),
            ("protocol", text(self.protocol)),
            ("format", text(self.format)),
            ("enable_ssl", flag(self.tls.get_untracked())),
        ]
    }
}

/// Why a text is not the name or the address of a server.
fn server_problem(server: &str, needed: bool) -> Option<&'static str> {
    let colons = server.matches(':').count();
    if server.is_empty() {
        needed.then_some(messages::SERVER_NEEDED)
    } else if server.contains("://") || server.contains(['/', ' ', '@', '?', '#', '[', ']', ',', ';']) {
        Some(messages::SERVER_SCHEME)
    } else if colons == 1 {
        // More of them are an address of IP version 6.
        Some(messages::SERVER_PORT)
    } else {
        None
    }
}

fn port_problem(port: &str) -> Option<&'static str> {
    port.parse::<u16>().ok().is_none_or(|port| port == 0).then_some(messages::PORT_WRONG)
}

/// The part of the page.
#[component]
pub(super) fn Sending(
    /// The settings.
    settings: Settings,
) -> Part {
    let flag = |key| RwSignal::new(untrack(|| settings.now(key)) == "yes");
    let draft = Draft {
        on: flag("enable_send"),
        server: settings.field("destination_ip"),
        port: settings.field("port"),
        protocol: settings.field("protocol"),
        format: settings.field("format"),
        tls: flag("enable_ssl"),
        tried: RwSignal::new(false),
        stopper: RwSignal::new(""),
    };
    let change = Change::new(settings, None);
    let content = view! {
        {change.view(move || form(draft, change))}
        <Test settings=settings />
    };
    part(messages::SENDING_TITLE, messages::SENDING_TEXT, content)
}

fn form(draft: Draft, change: Change) -> Part {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.tried.set(true);
        draft.stopper.set("");
        if untrack(|| draft.problems()).iter().any(Option::is_some) {
            return;
        }
        match change.of_settings("set_send_log_setting", &draft.values()) {
            Some(plan) => change.check(plan),
            None => draft.stopper.set(messages::NOTHING_CHANGED),
        }
    };
    let problem = move |at: usize| {
        Signal::derive(move || {
            let problem = draft.problems().get(at).copied().flatten();
            problem.filter(|_| draft.tried.get()).map(str::to_string)
        })
    };
    let options =
        |key: &str, values: [&str; 2]| values.map(|value| (value.to_string(), messages::value(key, value))).to_vec();
    view! {
        <form class="form" novalidate on:submit=submit>
            <SwitchField label=messages::SEND_ON value=draft.on />
            <TextField label=messages::SERVER value=draft.server help=messages::SERVER_HELP error=problem(0) required=true />
            <div class="form-pair">
                <TextField label=messages::PORT value=draft.port error=problem(1) required=true input_mode="numeric" />
                <ChoiceField
                    label=messages::PROTOCOL
                    value=draft.protocol
                    options=options("protocol", ["0", "1"])
                    error=problem(2)
                />
                <ChoiceField label=messages::FORMAT value=draft.format options=options("format", ["0", "1"]) />
            </div>
            <SwitchField label=messages::TLS value=draft.tls help=messages::TLS_HELP />
            {stopper(draft.stopper)}
            <div class="row form-actions">
                <Button label=messages::CHECK.to_string() primary=true submit=true />
            </div>
        </form>
    }
}

/// How far a test is.
#[derive(Clone)]
enum Testing {
    NotAsked,
    Asking,
    Sent,
    Failed(Error),
}

/// The button of the test, where it goes, and what came of it.
#[component]
fn Test(
    /// The settings.
    settings: Settings,
) -> Part {
    let testing = RwSignal::new(Testing::NotAsked);
    let busy = Signal::derive(move || matches!(*testing.read(), Testing::Asking));
    let nowhere = Signal::derive(move || settings.now("destination_ip").is_empty());
    let ask = move |()| {
        testing.set(Testing::Asking);
        let question = Call::Act(Action::new("send_test_log", &[]));
        settings.app.ask(&settings.source(), question, move |result| {
            // The page may be gone by now.
            testing.try_set(result.map_or_else(Testing::Failed, |_| Testing::Sent));
        });
    };
    let goes = move || match nowhere.get() {
        true => messages::TEST_NOWHERE.to_string(),
        false => messages::test_goes(
            &settings.now("destination_ip"),
            &settings.now("port"),
            &settings.now("protocol"),
            settings.now("enable_ssl") == "yes",
        ),
    };
    view! {
        <div class="form setting-more">
            <p class="second">{crate::view::text(goes)}</p>
            <div class="row">
                <Button label=messages::TEST.to_string() disabled=nowhere busy=busy on_press=ask />
            </div>
            {changing(move || match testing.get() {
                Testing::NotAsked | Testing::Asking => Part::Nothing,
                Testing::Sent => view! { <Notice tone=Tone::Good text=messages::TEST_SENT.to_string() /> },
                Testing::Failed(error) => view! { <Failure error=error address=settings.address() /> },
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_or_an_address_and_nothing_else() {
        for (server, problem) in [
            ("logs.example.com", None),
            ("192.0.2.7", None),
            ("2001:db8::7", None),
            ("протокол.example", None),
            ("logs.example.com:514", Some(messages::SERVER_PORT)),
            ("syslog://logs.example.com", Some(messages::SERVER_SCHEME)),
            ("logs example", Some(messages::SERVER_SCHEME)),
            ("[2001:db8::7]", Some(messages::SERVER_SCHEME)),
            ("", Some(messages::SERVER_NEEDED)),
        ] {
            assert_eq!(server_problem(server, true), problem, "{server}");
        }
        assert_eq!(server_problem("", false), None, "nothing is sent");
    }

    #[test]
    fn a_port_is_a_number_of_sixteen_bits_above_zero() {
        for (port, good) in [("1", true), ("65535", true), ("0", false), ("65536", false), ("", false), ("5e2", false)]
        {
            assert_eq!(port_problem(port).is_none(), good, "{port}");
        }
    }
}
