//! What must be known of a source: name, address, and the vendor's own settings.

use crate::prelude::*;
use tapedeck_core::map::Map;
use tapedeck_core::model::Source;
use tapedeck_core::vendors::{self, Descriptor, FieldKind, FormField, normalise_address};

use crate::browser::intl::ZoneFormat;
use crate::messages::{forms, sources as messages};
use crate::state::app::App;
use crate::state::sources::new_id;
use crate::ui::{Button, ChoiceField, SwitchField, TextField};
use crate::view::{Part, changing, effect, view};

/// What is being typed. Nothing of it is lost by a failed attempt.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) vendor: RwSignal<String>,
    name: RwSignal<String>,
    address: RwSignal<String>,
    zone: RwSignal<String>,
    values: StoredValue<Map<&'static str, RwSignal<String>>>,
    /// Whether mistakes are shown: not before the first attempt.
    pub(super) tried: RwSignal<bool>,
}

impl Draft {
    pub(super) fn new(source: Option<&Source>) -> Draft {
        let vendor = source.map_or_else(
            || vendors::descriptors().first().map(|descriptor| descriptor.id.to_string()).unwrap_or_default(),
            |source| source.vendor.clone(),
        );
        let text = |value: Option<&str>| RwSignal::new(value.unwrap_or_default().to_string());
        let mut values = Map::new();
        for descriptor in vendors::descriptors() {
            for field in descriptor.settings.iter().chain(descriptor.credentials) {
                values.get_or_insert_with(field.key, || text(source.map(|source| source.setting(field.key))));
            }
        }
        Draft {
            vendor: RwSignal::new(vendor),
            name: text(source.map(|source| source.name.as_str())),
            address: text(source.map(|source| source.base_url.as_str())),
            zone: text(source.and_then(|source| source.time_zone.as_deref())),
            values: StoredValue::new(values),
            tried: RwSignal::new(false),
        }
    }

    pub(super) fn descriptor(self) -> Option<&'static Descriptor> {
        vendors::descriptor(&self.vendor.get())
    }

    pub(super) fn value(self, key: &str) -> RwSignal<String> {
        self.values.with_value(|values| values.get(key).copied()).unwrap_or_else(|| RwSignal::new(String::new()))
    }

    fn address_error(self) -> Option<String> {
        normalise_address(&self.address.read()).err().map(|problem| forms::address_problem(problem).to_string())
    }

    fn zone_error(self) -> Option<String> {
        let zone = self.zone.read();
        let zone = zone.trim();
        (!zone.is_empty() && ZoneFormat::new(zone).is_none()).then(|| forms::UNKNOWN_ZONE.to_string())
    }

    /// Whether a required field of these is empty.
    pub(super) fn lacks(self, fields: &[FormField]) -> bool {
        let value = |key: &str| self.value(key).get_untracked();
        fields.iter().any(|field| field.required && field.is_shown(fields, value) && value(field.key).trim().is_empty())
    }

    /// The source as typed, or nothing while something in it is wrong.
    pub(super) fn source(self, app: App, id: Option<String>) -> Option<Source> {
        let base_url = normalise_address(&self.address.get_untracked()).ok()?;
        let descriptor = vendors::descriptor(&self.vendor.get_untracked())?;
        if self.zone_error().is_some() || self.lacks(descriptor.settings) {
            return None;
        }
        let typed = self.name.get_untracked().trim().to_string();
        let name = if typed.is_empty() { host(&base_url) } else { typed };
        let zone = self.zone.get_untracked().trim().to_string();
        let typed = |field: &FormField| self.value(field.key).get_untracked().trim().to_string();
        let mut settings: Map<_, _> =
            descriptor.settings.iter().map(|field| (field.key.to_string(), typed(field))).collect();
        // The account is no secret, and typing it once is enough.
        for field in descriptor.credentials.iter().filter(|field| field.kind == FieldKind::UserName) {
            settings.insert(field.key.to_string(), self.value(field.key).get_untracked());
        }
        settings.retain(|_, value| !value.is_empty());
        let id = id.unwrap_or_else(|| new_id(&name, &app.sources.read_untracked()));
        let time_zone = (!zone.is_empty()).then_some(zone);
        Some(Source { id, vendor: descriptor.id.to_string(), name, base_url, time_zone, settings })
    }
}

/// The name of a source that nobody named: its host.
fn host(address: &str) -> String {
    let rest = address.split("://").nth(1).unwrap_or(address);
    rest.split(['/', ':']).next().unwrap_or(rest).to_string()
}

/// The fields of a source's own settings.
pub(super) fn settings_fields(draft: Draft, is_new: bool) -> Part {
    let vendor_options: Vec<(String, String)> = vendors::descriptors()
        .iter()
        .map(|descriptor| (descriptor.id.to_string(), descriptor.name.to_string()))
        .collect();
    let address_error = Signal::derive(move || if draft.tried.get() { draft.address_error() } else { None });
    let zone_error = Signal::derive(move || draft.zone_error());
    view! {
        {is_new
            .then(|| {
                view! {
                    <ChoiceField
                        label=forms::VENDOR
                        value=draft.vendor
                        options=vendor_options
                        help=messages::choose_vendor().to_string()
                    />
                }
            })}
        <TextField label=forms::NAME value=draft.name help=forms::NAME_HELP.to_string() focus_first=true />
        {changing(move || address_field(draft, address_error))}
        {changing(move || match draft.descriptor() {
            Some(descriptor) => fields_where(draft, descriptor.settings, false, |field| field.required),
            None => Part::Nothing,
        })}
        <details class="form-more">
            <summary>{forms::MORE}</summary>
            <TextField
                label=forms::ZONE
                value=draft.zone
                help=forms::ZONE_HELP.to_string()
                error=zone_error
            />
            {changing(move || match draft.descriptor() {
                Some(descriptor) => fields_where(draft, descriptor.settings, false, |field| !field.required),
                None => Part::Nothing,
            })}
        </details>
    }
}

/// The address. What helps to fill it in depends on the vendor.
fn address_field(draft: Draft, error: Signal<Option<String>>) -> Part {
    let known =
        vendors::descriptor(&draft.vendor.get()).map(|descriptor| descriptor.known_addresses).unwrap_or_default();
    view! {
        <TextField
            label=forms::ADDRESS
            value=draft.address
            help=forms::address_help(known)
            placeholder=forms::address_placeholder(&draft.vendor.read()).to_string()
            error=error
            required=true
            input_mode="url"
        />
    }
}

/// A vendor's own fields, drawn from their description. Fields come and go with what is chosen; what was typed stays.
pub(super) fn fields(draft: Draft, list: &'static [FormField], focus: bool) -> Part {
    fields_where(draft, list, focus, |_| true)
}

/// Those of them that are wanted.
fn fields_where(draft: Draft, list: &'static [FormField], focus: bool, wanted: fn(&FormField) -> bool) -> Part {
    let depends = |field: &FormField| field.only_if.map(|(key, _)| draft.value(key));
    list.iter()
        .enumerate()
        .filter(|(_, field)| wanted(field))
        .map(|(index, field)| match depends(field) {
            None => one(draft, field, focus && index == 0),
            Some(other) => {
                let shown = Memo::new(move |_| field.is_shown(list, |_| other.get()));
                changing(move || if shown.get() { one(draft, field, false) } else { Part::Nothing })
            }
        })
        .collect()
}

fn one(draft: Draft, field: &'static FormField, focus: bool) -> Part {
    let value = draft.value(field.key);
    let label = forms::label(field.key);
    let help = forms::help(&draft.vendor.get_untracked(), field.key).map(str::to_string).unwrap_or_default();
    let error = Signal::derive(move || {
        let missing = field.required && value.read().trim().is_empty();
        (draft.tried.get() && missing).then(|| forms::REQUIRED.to_string())
    });
    match field.kind {
        // No source has a setting of the last three kinds.
        FieldKind::Text | FieldKind::Number | FieldKind::Time | FieldKind::Listed(_) => {
            view! { <TextField label=label value=value help=help error=error required=field.required focus_first=focus /> }
        }
        FieldKind::UserName => view! {
            <TextField
                label=label
                value=value
                help=help
                error=error
                required=field.required
                autocomplete="username"
                focus_first=focus
                name="username"
            />
        },
        FieldKind::Secret => view! {
            <TextField
                label=label
                value=value
                help=help
                error=error
                required=field.required
                secret=true
                autocomplete="current-password"
                name="password"
            />
        },
        FieldKind::Switch => {
            let on = RwSignal::new(value.get_untracked() != "no");
            effect(move || value.set(if on.get() { String::new() } else { "no".into() }));
            view! { <SwitchField label=label value=on help=help /> }
        }
        FieldKind::Choice(choices) => {
            let named = |choice: &str| (choice.to_string(), forms::choice(field.key, choice));
            let options = choices.iter().map(|choice| named(choice)).collect();
            view! { <ChoiceField label=label value=value options=options help=help /> }
        }
    }
}

/// Changes a source's settings.
#[component]
pub(crate) fn EditForm(
    /// Which source.
    id: String,
) -> Part {
    let app = expect_context::<App>();
    let draft = Draft::new(app.source(&id).as_ref());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.tried.set(true);
        if let Some(source) = draft.source(app, Some(id.clone())) {
            app.put_source(source);
            app.dialog.set(None);
        }
    };
    view! {
        <form class="form" novalidate on:submit=save>
            {settings_fields(draft, false)}
            <div class="row form-actions">
                <Button label=messages::CANCEL.to_string() on_press=move |()| app.dialog.set(None) />
                <Button label=messages::SAVE.to_string() primary=true submit=true />
            </div>
        </form>
    }
}
