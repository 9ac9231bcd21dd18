//! The drawn icons: one set, on a grid of 16 px, with a stroke of 1.5 px.

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say what they show")]
pub enum Glyph {
    Overview,
    Runs,
    Logs,
    Files,
    Open,
    Sources,
    Search,
    Refresh,
    Close,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    First,
    Last,
    Up,
    Down,
    Columns,
    Copy,
    Sun,
    Moon,
    System,
    Clock,
    Plus,
    Warning,
    Error,
    Check,
    Question,
    Running,
    Dash,
    Debug,
    Info,
    Lock,
    Trash,
    Pen,
    Filter,
    Logo,
    Skip,
    Missed,
    ZoomOut,
    Calendar,
    Stack,
    Live,
}

impl Glyph {
    /// The lines of the drawing, as path data.
    pub fn path(self) -> &'static str {
        match self {
            Glyph::Overview => "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z",
            Glyph::Runs => "M3 8a5 5 0 1 1 1.6 3.7M3 8l-1.2-1.6M3 8l1.7-1.2M8 5.2v3l2 1.3",
            Glyph::Logs => "M2.5 3.5h.01M5.5 3.5h8M2.5 8h.01M5.5 8h8M2.5 12.5h.01M5.5 12.5h5",
            Glyph::Files => "M8 2.5v7.5M5 7.2l3 3 3-3M2.5 11v2.5h11v-2.5",
            Glyph::Open => "M2 12.5v-9h4l1.5 2h6v2M2 12.5l2-5h10.5l-2 5z",
            Glyph::Sources => "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01M8 5h3M8 11h3",
            Glyph::Search => "M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM10.2 10.2l3.6 3.6",
            Glyph::Refresh => "M13.2 8a5.2 5.2 0 1 1-1.5-3.7l1.5 1.5M13.3 2.6v3.3h-3.3",
            Glyph::Close => "M4 4l8 8M12 4l-8 8",
            Glyph::ChevronDown => "M4.5 6.5l3.5 3.5 3.5-3.5",
            Glyph::ChevronLeft => "M9.8 4.2l-3.8 3.8 3.8 3.8",
            Glyph::ChevronRight => "M6.2 4.2l3.8 3.8-3.8 3.8",
            Glyph::First => "M11.8 4.2l-3.8 3.8 3.8 3.8M4.5 4.2v7.6",
            Glyph::Last => "M4.2 4.2l3.8 3.8-3.8 3.8M11.5 4.2v7.6",
            Glyph::Up => "M8 13v-10M4 7l4-4 4 4",
            Glyph::Down => "M8 3v10M4 9l4 4 4-4",
            Glyph::Columns => "M2.2 3h11.6v10h-11.6zM6.1 3v10M9.9 3v10",
            Glyph::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Glyph::Sun => {
                "M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"
            }
            Glyph::Moon => "M13.2 9.6a5.6 5.6 0 0 1-6.8-6.8 5.6 5.6 0 1 0 6.8 6.8z",
            Glyph::System => "M2 3h12v8h-12zM5.5 13.8h5M8 11v2.8",
            Glyph::Clock => "M13.8 8a5.8 5.8 0 1 1-11.6 0 5.8 5.8 0 0 1 11.6 0zM8 4.8v3.4l2.2 1.5",
            Glyph::Plus => "M8 3v10M3 8h10",
            Glyph::Warning => "M8 3.2v5.6M8 12.4v.1",
            Glyph::Error => "M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8",
            Glyph::Check => "M3.8 8.4l2.9 2.9 5.6-6.4",
            Glyph::Question | Glyph::Missed => "M5.7 5.9a2.35 2.35 0 1 1 3.5 2c-.8.5-1.2.9-1.2 1.9M8 12.7v.1",
            Glyph::Running => "M6.2 4l4 4-4 4",
            Glyph::Dash => "M4 8h8",
            Glyph::Debug => "M5.8 4.5l-3.5 3.5 3.5 3.5M10.2 4.5l3.5 3.5-3.5 3.5",
            Glyph::Info => "M8 7.2v5.2M8 3.7v.1",
            Glyph::Lock => "M3.5 7h9v6.5h-9zM5.3 7v-1.8a2.7 2.7 0 0 1 5.4 0v1.8",
            Glyph::Trash => "M2.8 4.2h10.4M6 4v-1.6h4v1.6M4.2 4.4l.6 9.2h6.4l.6-9.2M6.8 7v4M9.2 7v4",
            Glyph::Pen => "M3 13l.6-2.9 7-7 2.3 2.3-7 7zM9.2 4.5l2.3 2.3",
            Glyph::Filter => "M2.2 3h11.6l-4.5 5.4v4.4l-2.6-1.3v-3.1z",
            Glyph::Logo => {
                "M3 3.2h10a1.8 1.8 0 0 1 1.8 1.8v6a1.8 1.8 0 0 1-1.8 1.8h-10a1.8 1.8 0 0 1-1.8-1.8v-6a1.8 1.8 0 0 1 1.8-1.8zM7.2 8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0zM12.6 8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0zM5.3 9.9h5.4"
            }
            Glyph::Calendar => "M2.5 3.8h11v9.7h-11zM2.5 6.8h11M5.5 2.2v2.6M10.5 2.2v2.6",
            Glyph::Stack => "M8 2.5l6 3-6 3-6-3zM2.5 8.6l5.5 2.7 5.5-2.7M2.5 11.4l5.5 2.7 5.5-2.7",
            Glyph::Live => {
                "M9.1 8a1.1 1.1 0 1 1-2.2 0 1.1 1.1 0 0 1 2.2 0zM5.2 10.8a4 4 0 0 1 0-5.6M10.8 5.2a4 4 0 0 1 0 5.6M3.2 12.8a6.8 6.8 0 0 1 0-9.6M12.8 3.2a6.8 6.8 0 0 1 0 9.6"
            }
            Glyph::ZoomOut => "M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM10.2 10.2l3.6 3.6M5.2 7h3.6",
            Glyph::Skip => "M3.6 4.4l3.6 3.6-3.6 3.6M8.6 4.4l3.6 3.6-3.6 3.6",
        }
    }
}
