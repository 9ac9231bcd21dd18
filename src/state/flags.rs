//! The flags of the page's own query: how it is embedded and how its engine runs. Never a secret, never the view.

/// How much of the page's frame is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Chrome {
    /// Everything.
    #[default]
    Full,
    /// No navigation; the tool bar and the completeness bar stay.
    Min,
    /// Only the list and the completeness bar.
    None,
}

impl Chrome {
    /// The word of the flag and of the style.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Chrome::Full => "full",
            Chrome::Min => "min",
            Chrome::None => "none",
        }
    }
}

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word of the flag, of the setting and of the style.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a word; `auto` is the system's too.
    pub(crate) fn from_word(word: &str) -> Option<Theme> {
        match word {
            "system" | "auto" => Some(Theme::System),
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            _ => None,
        }
    }
}

/// `?embed=1&chrome=none|min|full&theme=light|dark|auto&engine=page&diagnose=1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    /// Shown inside another page.
    pub(crate) embed: bool,
    /// How much of the frame is drawn.
    pub(crate) chrome: Chrome,
    /// The theme that the surroundings ask for.
    pub(crate) theme: Option<Theme>,
    /// Run the engine in the page, without a worker.
    pub(crate) engine_in_page: bool,
    /// Offer what is for finding faults: breaking the engine or the page on purpose.
    pub(crate) diagnose: bool,
}

impl Flags {
    /// Reads the page's query, with or without its `?`. What it does not know it ignores: others may have put it there.
    pub(crate) fn parse(query: &str) -> Flags {
        let mut flags = Flags::default();
        let mut chrome = None;
        for pair in query.trim_start_matches('?').split('&') {
            match pair.split_once('=').unwrap_or((pair, "")) {
                ("embed", value) => flags.embed = value != "0",
                ("chrome", "none") => chrome = Some(Chrome::None),
                ("chrome", "min") => chrome = Some(Chrome::Min),
                ("chrome", "full") => chrome = Some(Chrome::Full),
                ("theme", word) => flags.theme = Theme::from_word(word),
                ("engine", "page") => flags.engine_in_page = true,
                ("diagnose", value) => flags.diagnose = value != "0",
                _ => {}
            }
        }
        // Inside another page the navigation is the other page's, unless it asks for ours.
        flags.chrome = chrome.unwrap_or(if flags.embed { Chrome::Min } else { Chrome::Full });
        flags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read() {
        for (query, expected) in [
            ("", Flags::default()),
            ("?embed=1", Flags { embed: true, chrome: Chrome::Min, ..Flags::default() }),
            (
                "?embed=1&chrome=none&theme=dark&utm=x",
                Flags { embed: true, chrome: Chrome::None, theme: Some(Theme::Dark), ..Flags::default() },
            ),
            ("?embed=1&chrome=full", Flags { embed: true, chrome: Chrome::Full, ..Flags::default() }),
            ("?theme=auto&chrome=huge", Flags { theme: Some(Theme::System), ..Flags::default() }),
            ("?engine=page&diagnose", Flags { engine_in_page: true, diagnose: true, ..Flags::default() }),
        ] {
            assert_eq!(Flags::parse(query), expected, "{query}");
        }
    }
}
