//! The fields of what is prepared, drawn from the vendor's description.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::map::Map;
use tapedeck_core::model::{Action, SourceId, Timestamp};
use tapedeck_core::vendors::{Answer, Call, FieldKind, FormField, Mistake, Preparation};

use crate::messages::files as messages;
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::ui::{ChoiceField, Loading, TextField};
use crate::view::{Part, changing, view};

/// What a person can choose from, once the source has said so: value and shown text.
type Options = RwSignal<Option<Result<Vec<(String, String)>, Error>>>;

/// What is being typed for one preparation.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Draft {
    what: StoredValue<(SourceId, &'static Preparation)>,
    values: StoredValue<Map<&'static str, RwSignal<String>>>,
    options: Options,
    /// Whether the source was asked for them.
    asked: StoredValue<bool>,
    /// Whether mistakes are shown: not before the first attempt.
    pub(super) tried: RwSignal<bool>,
}

impl Draft {
    /// Of a preparation at a source. What is known already stands in the fields.
    pub(super) fn new(source: &str, preparation: &'static Preparation, known: Option<&Action>) -> Draft {
        let known = known.filter(|known| known.name == preparation.action);
        let value = |field: &FormField| {
            let given = known.map_or("", |action| action.get(field.key));
            match field.kind {
                FieldKind::Time => messages::typed(field.key, given),
                FieldKind::Choice(choices) if given.is_empty() => choices.first().copied().unwrap_or_default().into(),
                _ => given.to_string(),
            }
        };
        let values = preparation.fields.iter().map(|field| (field.key, RwSignal::new(value(field)))).collect();
        Draft {
            what: StoredValue::new((source.to_string(), preparation)),
            values: StoredValue::new(values),
            options: RwSignal::new(None),
            asked: StoredValue::new(false),
            tried: RwSignal::new(false),
        }
    }

    /// By what it is chosen: the source and the action.
    pub(super) fn choice(self) -> String {
        format!("{} {}", self.source(), self.preparation().action)
    }

    /// The same for people.
    pub(super) fn choice_shown(self, app: App) -> String {
        format!("{} – {}", app.source_name(&self.source()), messages::prepares(self.preparation().action))
    }

    /// Asks the source what there is to choose from, once.
    fn ask(self, app: App, listed: &str) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        app.ask(&self.source(), Call::Act(Action::new(listed, &[])), move |result| {
            let options = result.map(|answer| if let Answer::Facts(facts) = answer { facts } else { Vec::new() });
            // The dialog may be gone by now.
            self.options.try_set(Some(options.map(|facts| facts.into_iter().map(option).collect())));
        });
    }

    pub(super) fn source(self) -> SourceId {
        self.what.with_value(|(source, _)| source.clone())
    }

    fn preparation(self) -> &'static Preparation {
        self.what.with_value(|(_, preparation)| *preparation)
    }

    fn value(self, key: &str) -> Option<RwSignal<String>> {
        self.values.with_value(|values| values.get(key).copied())
    }

    fn typed(self, field: &FormField) -> String {
        let typed = self.value(field.key).map(|value| value.get()).unwrap_or_default();
        let typed = typed.trim();
        match field.kind {
            // As the browser gives it: to the minute, or to the second.
            FieldKind::Time if typed.len() == 16 => format!("{typed}:00Z"),
            FieldKind::Time if typed.len() == 19 => format!("{typed}Z"),
            _ => typed.to_string(),
        }
    }

    /// What is wrong with what stands in a field.
    fn mistake(self, field: &FormField) -> Option<Mistake> {
        self.preparation().mistake(field, |field| self.typed(field))
    }

    /// Whether nothing is wrong.
    pub(super) fn is_complete(self) -> bool {
        self.preparation().fields.iter().all(|field| self.mistake(field).is_none())
    }

    /// What is done. What was left empty is left out.
    pub(super) fn action(self) -> Action {
        let mut action = Action::new(self.preparation().action, &[]);
        for field in self.preparation().fields {
            let value = self.typed(field);
            if !value.is_empty() {
                action.values.insert(field.key.to_string(), value);
            }
        }
        action
    }

    /// What the file is called until it has a name.
    pub(super) fn title(self) -> String {
        let named = |field: &&FormField| matches!(field.kind, FieldKind::Listed(_)) || field.key == "backupName";
        let mut title = messages::prepares(self.preparation().action).to_string();
        for field in self.preparation().fields.iter().filter(named) {
            title = format!("{title} {}", self.shown(field));
        }
        title
    }

    /// A value in words.
    fn shown(self, field: &FormField) -> String {
        let value = self.typed(field);
        match field.kind {
            FieldKind::Choice(_) => messages::choice(field.key, &value),
            FieldKind::Listed(_) => match &*self.options.read() {
                Some(Ok(options)) => {
                    options.iter().find(|(option, _)| *option == value).map(|(_, shown)| shown.clone())
                }
                _ => None,
            }
            .unwrap_or(value),
            FieldKind::Time => {
                Timestamp::parse_iso(&value).map_or(value, |time| time.iso().replace('T', " ").replace('Z', " UTC"))
            }
            _ => value,
        }
    }

    /// What will be sent, and where.
    pub(super) fn summary(self, app: App) -> Vec<(String, Part)> {
        let source = self.source();
        let address = app.source(&source).map(|source| source.base_url).unwrap_or_default();
        let mut rows: Vec<(String, Part)> = vec![
            (messages::SOURCE.to_string(), app.source_name(&source).into()),
            (messages::ADDRESS.to_string(), address.into()),
            (messages::WHAT.to_string(), messages::call(self.preparation().action).into()),
        ];
        for field in self.preparation().fields {
            if !self.typed(field).is_empty() {
                rows.push((messages::field(field.key).to_string(), self.shown(field).into()));
            }
        }
        rows
    }
}

/// A fact as something to choose: its value up to the first comma is what is given, the rest is for people.
fn option((name, value): (String, String)) -> (String, String) {
    let given = value.split(", ").next().unwrap_or_default().to_string();
    (given, name)
}

/// The fields.
pub(super) fn fields(app: App, draft: Draft) -> Part {
    draft
        .preparation()
        .fields
        .iter()
        .filter_map(|field| Some(one(app, draft, field, draft.value(field.key)?)))
        .collect()
}

fn one(app: App, draft: Draft, field: &'static FormField, value: RwSignal<String>) -> Part {
    let label = messages::field(field.key);
    let help = messages::help(field.key).unwrap_or_default().to_string();
    let error = Signal::derive(move || {
        let mistake = draft.mistake(field).filter(|_| draft.tried.get())?;
        Some(messages::mistake(mistake).to_string())
    });
    match field.kind {
        FieldKind::Choice(choices) => {
            let options =
                choices.iter().map(|choice| (choice.to_string(), messages::choice(field.key, choice))).collect();
            view! { <ChoiceField label=label value=value options=options help=help /> }
        }
        FieldKind::Listed(listed) => changing(move || match draft.options.get() {
            None => {
                draft.ask(app, listed);
                view! { <Loading text=messages::READING_CHOICES.to_string() /> }
            }
            Some(Err(error)) => {
                let address = app.source(&draft.source()).map(|source| source.base_url).unwrap_or_default();
                view! { <Failure error=error address=address /> }
            }
            Some(Ok(mut options)) => {
                options.insert(0, (String::new(), messages::CHOOSE.to_string()));
                view! { <ChoiceField label=label value=value options=options error=error /> }
            }
        }),
        FieldKind::Time => view! {
            <TextField
                label=label
                value=value
                help=messages::UTC_HELP.to_string()
                error=error
                required=field.required
                input_type="datetime-local"
            />
        },
        _ => view! { <TextField label=label value=value help=help error=error required=field.required /> },
    }
}
