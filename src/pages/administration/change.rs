//! One change from its form to its answer: what is typed, what will be sent, what the source says.
//!
//! Nothing that was typed is lost on the way: the fields belong to the form, which is only not drawn meanwhile.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::{Action, Timestamp};
use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::protocol::SourceState;

use super::settings::Settings;
use crate::browser::{clock, element};
use crate::messages::{administration as messages, errors};
use crate::pages::table::Failure;
use crate::state::app::SourceDialog;
use crate::ui::{Button, Facts, Notice, TextField, Tone, unique};
use crate::view::{Part, changing, text, view};

/// What will be sent.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) action: Action,
    /// What is shown of it beside source and address: name and value.
    pub(crate) rows: Vec<(String, String)>,
    /// Whether it takes something away.
    pub(crate) danger: bool,
}

/// How far it is.
#[derive(Clone)]
enum Step {
    Writing,
    Checking(Plan),
    Sent(Plan, u32),
    Done(Plan, String),
    Failed(Plan, Error),
    GivenUp(Plan),
}

/// One change. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    settings: Settings,
    step: RwSignal<Step>,
    /// What the person should know before sending: it may take a while to find out.
    pub(crate) warning: RwSignal<String>,
    /// How many there are of what it takes away, as far as the source has said so.
    pub(crate) counted: RwSignal<Option<u64>>,
    typed: RwSignal<String>,
    /// What gets the focus when the button that had it is gone.
    place: StoredValue<String>,
    focus: StoredValue<Option<clock::Timer>>,
    on_done: StoredValue<Option<Callback<()>>>,
}

impl Change {
    pub(crate) fn new(settings: Settings, on_done: Option<Callback<()>>) -> Change {
        Change {
            settings,
            step: RwSignal::new(Step::Writing),
            warning: RwSignal::new(String::new()),
            counted: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            place: StoredValue::new(unique("change")),
            focus: StoredValue::new_local(None),
            on_done: StoredValue::new(on_done),
        }
    }

    /// Shows what will be sent.
    pub(crate) fn check(self, plan: Plan) {
        self.typed.set(String::new());
        self.go(Step::Checking(plan));
    }

    /// The next step, because somebody pressed something that is not drawn any more then.
    fn go(self, step: Step) {
        self.step.set(step);
        let place = self.place.get_value();
        self.focus.set_value(clock::next_frame(move || element::focus_by_id(&place)));
    }

    /// Settings that differ from what the source has, as a plan. Nothing if none does.
    pub(crate) fn of_settings(self, action: &str, values: &[(&str, String)]) -> Option<Plan> {
        let changed = self.settings.changed(values);
        let mut action = Action::new(action, &[]);
        let mut rows = Vec::new();
        for (key, value) in changed {
            let label = messages::field(&key).unwrap_or_default().to_string();
            rows.push((label, messages::value(&key, &value)));
            action.values.insert(key, value);
        }
        (!rows.is_empty()).then_some(Plan { action, rows, danger: false })
    }

    fn send(self, plan: Plan) {
        let sent = plan.clone();
        let question = Call::Act(plan.action.clone());
        // First: an engine in the page may answer at once.
        self.go(Step::Sent(plan.clone(), 0));
        let number = self.settings.app.ask(&self.settings.source(), question, move |result| {
            let step = match result {
                Ok(answer) => {
                    if let Answer::Facts(facts) = answer {
                        self.settings.take(facts);
                    }
                    let text = self.done(&sent);
                    Step::Done(sent, text)
                }
                Err(error) => Step::Failed(sent, error),
            };
            let done = matches!(step, Step::Done(..));
            // The page may be gone by now.
            if self.step.try_set(step).is_none() && done {
                self.on_done.get_value().into_iter().for_each(|on_done| on_done.run(()));
            }
        });
        self.step.update(|step| {
            if let Step::Sent(_, question) = step {
                *question = number;
            }
        });
    }

    /// What is said when the source has done it.
    fn done(self, plan: &Plan) -> String {
        let text = messages::done(&plan.action.name).to_string();
        if plan.action.name != "clear" {
            return text;
        }
        let Settings { app, .. } = self.settings;
        let time = untrack(|| app.times()).map(|times| times.full(Timestamp(clock::now_ms())));
        let lines = self.counted.try_get_untracked().flatten();
        let source = untrack(|| app.source_name(&self.settings.source()));
        messages::cleared(lines, &source, &time.unwrap_or_default())
    }

    fn write(self) {
        self.go(Step::Writing);
    }

    /// Whether nothing is to be sent, is on its way, or has come back.
    pub(crate) fn is_writing(self) -> bool {
        matches!(*self.step.read(), Step::Writing)
    }

    /// Back to the form, unless the source is about to answer.
    pub(crate) fn leave(self) {
        let sent = matches!(*self.step.read_untracked(), Step::Sent(..));
        if !sent {
            self.step.set(Step::Writing);
        }
    }

    /// The form, or what came after it.
    pub(crate) fn view(self, form: impl Fn() -> Part + 'static) -> Part {
        let content = changing(move || match self.step.get() {
            Step::Writing => form(),
            Step::Checking(plan) => self.checking(plan),
            Step::Sent(plan, number) => {
                let stop = move |()| {
                    self.settings.app.drop_question(number);
                    self.go(Step::GivenUp(plan.clone()));
                };
                view! {
                    <div class="form">
                        <p role="status">{messages::SENDING}</p>
                        <progress class="file-bar" aria-label=messages::SENDING></progress>
                        {self.waits()}
                        <div class="row form-actions">
                            <Button label=messages::CANCEL.to_string() on_press=stop />
                        </div>
                    </div>
                }
            }
            Step::Done(plan, text) => {
                let label = messages::end(&plan.action.name).to_string();
                view! {
                    <div class="form">
                        <h3>{messages::ANSWERED}</h3>
                        <Notice tone=Tone::Good text=text />
                        <div class="row form-actions">
                            <Button label=label primary=true on_press=move |()| self.write() />
                        </div>
                    </div>
                }
            }
            Step::Failed(plan, error) => view! {
                <Failure error=error.clone() address=self.settings.address()>
                    {self.after(plan.clone(), error.needs_person())}
                </Failure>
            },
            Step::GivenUp(plan) => view! {
                <Notice tone=Tone::Warning text=messages::GIVEN_UP.to_string()>
                    {self.after(plan.clone(), false)}
                </Notice>
            },
        });
        view! { <div class="change" id=self.place.get_value() tabindex="-1">{content}</div> }
    }

    fn checking(self, plan: Plan) -> Part {
        let Settings { app, .. } = self.settings;
        let name = app.source_name(&self.settings.source());
        let mut rows: Vec<(String, Part)> = vec![
            (messages::SOURCE.to_string(), name.clone().into()),
            (messages::ADDRESS.to_string(), self.settings.address().into()),
            (messages::WHAT.to_string(), messages::call(&plan.action.name).into()),
        ];
        for (label, then) in &plan.rows {
            rows.push((label.clone(), self.becomes(&plan.action, label, then)));
        }
        // Nothing brings back what is cleared.
        let (wanted, named) = (name.clone(), plan.action.name == "clear");
        let is_named = Memo::new(move |_| self.typed.read().trim() == wanted.trim());
        let send = {
            let plan = plan.clone();
            move |()| {
                if !named || is_named.get_untracked() {
                    self.send(plan.clone());
                }
            }
        };
        let confirm = named.then(|| {
            let error = Signal::derive(move || {
                (!is_named.get() && !self.typed.read().trim().is_empty()).then(|| messages::NAME_WRONG.to_string())
            });
            view! { <TextField label=messages::type_name(&name) value=self.typed error=error required=true /> }
        });
        let (danger, action) = (plan.danger, plan.action.name);
        let blocked = Signal::derive(move || named && !is_named.get());
        view! {
            <div class="form">
                <h3>{messages::CHECK_TITLE}</h3>
                <Facts rows=rows />
                {changing(move || match self.warning.get() {
                    warning if warning.is_empty() => Part::Nothing,
                    warning => view! { <Notice tone=Tone::Warning text=warning /> },
                })}
                {confirm}
                <div class="row form-actions">
                    <Button label=messages::back(&action).to_string() on_press=move |()| self.write() />
                    <Button label=messages::send(&action).to_string() primary=!danger danger=danger disabled=blocked on_press=send />
                </div>
            </div>
        }
    }

    /// A value, and the one before it if it is a setting.
    fn becomes(self, action: &Action, label: &str, then: &str) -> Part {
        let key = action.values.keys().find(|key| messages::field(key) == Some(label));
        let Some(key) = key else { return then.to_string().into() };
        let now = untrack(|| messages::value(key, &self.settings.now(key)));
        view! {
            <span class="old">{now}</span>
            <span aria-hidden="true">" → "</span>
            <span class="visually-hidden">{format!(" {} ", messages::BECOMES)}</span>
            <strong>{then.to_string()}</strong>
        }
    }

    /// The button that signs in.
    fn sign_in(self) -> Part {
        let id = self.settings.source();
        let sign_in = move |()| self.settings.app.dialog.set(Some(SourceDialog::SignIn(id.clone())));
        view! { <Button label=messages::SIGN_IN.to_string() primary=true on_press=sign_in /> }
    }

    /// What is said while a call waits for a person: the session ended under it, and renewing it needs a code.
    fn waits(self) -> Part {
        changing(move || match self.settings.app.state_of(&self.settings.source()) {
            SourceState::SignedIn => Part::Nothing,
            _ => view! { <Notice tone=Tone::Warning text=messages::WAITS.to_string()>{self.sign_in()}</Notice> },
        })
    }

    /// What can be done when it did not work.
    fn after(self, plan: Plan, signs_in: bool) -> Part {
        let leave = messages::leave(&plan.action.name).to_string();
        let again = move |()| self.send(plan.clone());
        view! {
            {signs_in.then(|| self.sign_in())}
            <Button label=errors::TRY_AGAIN.to_string() on_press=again />
            <Button label=leave on_press=move |()| self.write() />
        }
    }
}

/// One part of the page: a heading, what it is for, and its content.
pub(crate) fn part(title: &'static str, why: &'static str, content: Part) -> Part {
    view! {
        <section class="panel setting" aria-label=title>
            <h2>{title}</h2>
            <p class="why">{why}</p>
            {content}
        </section>
    }
}

/// A sentence below a form's fields that says why it does not go on. Nothing while it is empty.
pub(crate) fn stopper(sentence: RwSignal<&'static str>) -> Part {
    view! { <p class="why bad" role="alert">{text(move || sentence.get().to_string())}</p> }
}
