//! Instants in a named zone. The browser knows the zones; the arithmetic is ours (see [`super::zone`]).

use std::cell::{OnceCell, RefCell};

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::reflect;
use super::zone::{self, Offsets};

thread_local! {
    /// All zones that were asked for, so that nothing is asked of the browser twice. A [`ZoneFormat`] is a place in it.
    static ZONES: RefCell<Vec<Zone>> = const { RefCell::new(Vec::new()) };
}

struct Zone {
    name: String,
    clock: Clock,
    offsets: Offsets,
}

/// Where the offsets of a zone come from.
enum Clock {
    /// It has none.
    Utc,
    /// The browser's own zone: a date knows it, without the tens of milliseconds that the first formatter takes.
    Own,
    /// A function that prints an instant on the zone's clock.
    Printed(Function),
}

/// Prints instants in one zone. It can be copied and kept in signals, but means something in its own thread only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneFormat(usize);

impl ZoneFormat {
    /// The format of a zone: `UTC`, `browser`, or an IANA name. Nothing if the browser does not know the name.
    pub fn new(zone: &str) -> Option<ZoneFormat> {
        ZONES.with_borrow_mut(|zones| {
            if let Some(at) = zones.iter().position(|known| known.name == zone) {
                return Some(ZoneFormat(at));
            }
            let clock = match zone {
                "UTC" => Clock::Utc,
                name if name == "browser" || name == browser_zone() => Clock::Own,
                name => Clock::Printed(clock_of(name)?),
            };
            zones.push(Zone { name: zone.to_string(), clock, offsets: Offsets::default() });
            Some(ZoneFormat(zones.len() - 1))
        })
    }

    /// An instant, in milliseconds since 1970, on the zone's clock: `2026-11-20 05:56:12`.
    pub fn format(self, ms: i64) -> String {
        zone::print(ms, self.offset_seconds(ms))
    }

    /// The zone's offset at an instant: `+01:00`.
    pub fn offset(self, ms: i64) -> String {
        zone::print_offset(self.offset_seconds(ms))
    }

    /// The zone's offset at an instant, in seconds east of UTC.
    pub fn offset_seconds(self, ms: i64) -> i32 {
        ZONES.with_borrow_mut(|zones| match zones.get_mut(self.0) {
            Some(Zone { clock: Clock::Printed(clock), offsets, .. }) => {
                offsets.at(ms, |ms| ask(clock, ms).unwrap_or(0))
            }
            Some(Zone { clock: Clock::Own, offsets, .. }) => offsets.at(ms, own_offset),
            Some(Zone { clock: Clock::Utc, .. }) | None => 0,
        })
    }
}

/// All zones that the browser knows, in its order, UTC first.
pub fn supported_zones() -> Vec<String> {
    let names = reflect::get(&js_sys::global(), "Intl")
        .and_then(|intl| reflect::call(&intl, "supportedValuesOf", &[&JsValue::from_str("timeZone")]));
    let mut zones = vec!["UTC".to_string()];
    if let Some(names) = names {
        zones.extend(Array::from(&names).iter().filter_map(|name| name.as_string()).filter(|name| name != "UTC"));
    }
    zones
}

/// The name of the browser's own zone. It is asked for once.
pub fn browser_zone() -> String {
    thread_local! {
        static OWN: OnceCell<String> = const { OnceCell::new() };
    }
    OWN.with(|own| own.get_or_init(ask_browser_zone).clone())
}

fn ask_browser_zone() -> String {
    let name = temporal_zone().or_else(formatter_zone).and_then(|name| name.as_string());
    name.unwrap_or_else(|| "UTC".to_string())
}

/// By the newer way, which takes no time.
fn temporal_zone() -> Option<JsValue> {
    let now = reflect::get(&reflect::get(&js_sys::global(), "Temporal")?, "Now")?;
    reflect::call(&now, "timeZoneId", &[])
}

/// By the way that every browser knows.
fn formatter_zone() -> Option<JsValue> {
    reflect::get(&reflect::call(&format_object(None)?, "resolvedOptions", &[])?, "timeZone")
}

/// The offset of the browser's own zone, in seconds east of UTC.
fn own_offset(ms: i64) -> i32 {
    let minutes = js_sys::Date::new(&JsValue::from_f64(ms as f64)).get_timezone_offset();
    -(minutes * 60.0) as i32
}

fn ask(clock: &Function, ms: i64) -> Option<i32> {
    let printed = clock.call1(&JsValue::UNDEFINED, &JsValue::from_f64(ms as f64)).ok()?.as_string()?;
    Some(zone::offset_of_wall(ms, zone::read_wall(&printed)?))
}

/// The bound function that prints an instant on a zone's clock.
fn clock_of(zone: &str) -> Option<Function> {
    reflect::get(&format_object(Some(zone))?, "format")?.dyn_into().ok()
}

/// An `Intl.DateTimeFormat`. Through Reflect, because the constructor throws on a zone that it does not know.
fn format_object(zone: Option<&str>) -> Option<JsValue> {
    let options = Object::new();
    for name in ["month", "day", "hour", "minute", "second"] {
        reflect::set(&options, name, &JsValue::from_str("2-digit"));
    }
    reflect::set(&options, "year", &JsValue::from_str("numeric"));
    reflect::set(&options, "hourCycle", &JsValue::from_str("h23"));
    reflect::set(&options, "calendar", &JsValue::from_str("gregory"));
    reflect::set(&options, "numberingSystem", &JsValue::from_str("latn"));
    if let Some(zone) = zone {
        reflect::set(&options, "timeZone", &JsValue::from_str(zone));
    }
    let constructor = reflect::get(&reflect::get(&js_sys::global(), "Intl")?, "DateTimeFormat")?;
    let constructor = constructor.dyn_into::<Function>().ok()?;
    // The only locale of which the order of the parts is relied upon.
    let arguments = Array::of2(&JsValue::from_str("en-US"), &options);
    Reflect::construct(&constructor, &arguments).ok()
}
