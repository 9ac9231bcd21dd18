//! What the page and the engine say to each other. Plain data, carried in a compact binary form.

mod counts;
mod gather;
mod work;

pub use work::{Task, Then, Wanted, Work};

use serde::{Deserialize, Serialize};

pub use counts::{CountWish, Counts, FacetCount, FacetWish};
pub use gather::{Gather, Gathered, Repeated};

use tapedeck_core::error::Error;
use tapedeck_core::export::Hide;
use tapedeck_core::files::{Report, Zone};
#[cfg(doc)]
use tapedeck_core::model::Outcome;
use tapedeck_core::model::{Export, Field, Record, Source, SourceId, TimeRange, Timestamp};
use tapedeck_core::query::Fit;
use tapedeck_core::vendors::{Answer, Call, Credentials, Picture, Subject};

/// The number of a view on the page. The page chooses it.
pub type ViewId = u32;

/// The page to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Several, one after the other; what comes of them is told after the last.
    Many(Vec<Command>),
    /// These are the sources, from now on. A source that is gone is signed out; one that was changed in its address is too.
    Sources(Vec<Source>),
    /// Sign in to a source.
    SignIn {
        /// Which.
        source: SourceId,
        /// What the person gave.
        credentials: Credentials,
    },
    /// The one-time code that was asked for.
    Code {
        /// Which source asked.
        source: SourceId,
        /// What the person gave.
        code: String,
    },
    /// End the session with a source and forget its credentials.
    SignOut {
        /// Which.
        source: SourceId,
    },
    /// Show a list in a view, in place of what it showed.
    Open {
        /// Which view.
        view: ViewId,
        /// Rises with each `Open` of the view; events carry it, so that late ones can be told.
        generation: u32,
        /// What to show.
        spec: ViewSpec,
    },
    /// These rows of a view are on screen.
    Window {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// The first row.
        first: u64,
        /// How many.
        count: u32,
    },
    /// Give every row a place for which the row at one stands, or take them together again.
    Unfold {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// The place of any of them.
        row: u64,
    },
    /// Count this of a view, now and whenever its rows change: [`Event::Counts`].
    Count {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// What.
        wish: CountWish,
    },
    /// The reader's time zone, by its IANA name: days and dates in filters are read in it. UTC until it is said.
    Zone(String),
    /// Give one row of a view completely.
    Detail {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// Which row.
        row: u64,
    },
    /// Find a record by what it is called and give it completely.
    Find {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// The source it is of.
        source: SourceId,
        /// What it is called: see [`Event::Detail`].
        id: String,
    },
    /// Do something with the rows of a view.
    Task {
        /// Which view.
        view: ViewId,
        /// The generation the page is at.
        generation: u32,
        /// What.
        task: Task,
    },
    /// Give one run completely.
    Run {
        /// Of which source.
        source: SourceId,
        /// The vendor's number of it.
        run: String,
    },
    /// Stop reading the rest of a view; what was read stays.
    Stop {
        /// Which view.
        view: ViewId,
    },
    /// Go on where a view stopped or failed.
    Resume {
        /// Which view.
        view: ViewId,
    },
    /// Forget what was read and read it again.
    Refresh,
    /// A view is gone.
    Close {
        /// Which view.
        view: ViewId,
    },
    /// A question about no list that a view shows. The files and the items of a run are read to their end, whatever page
    /// is asked for.
    Ask {
        /// The answer carries it. The page chooses it.
        number: u32,
        /// Of which source.
        source: SourceId,
        /// What.
        question: Call,
    },
    /// Ask as [`Command::Ask`], and hand the content of a file over as [`Event::Piece`] while it arrives.
    Pour {
        /// The answer and the pieces carry it. The page chooses it.
        number: u32,
        /// Of which source.
        source: SourceId,
        /// What.
        question: Call,
    },
    /// A piece was taken: there is room for the next one.
    Taken {
        /// The question's number.
        number: u32,
    },
    /// Nobody waits for the answer to a question any more.
    Drop {
        /// The question's number.
        number: u32,
    },
    /// Look after a preparation from time to time until it ends, as [`Event::Followed`]. What is followed already is
    /// looked after from the beginning again.
    Follow {
        /// Of which source.
        source: SourceId,
        /// The number of the preparation.
        export: String,
    },
    /// Do not look after it any more. It goes on at the vendor.
    Unfollow {
        /// Of which source.
        source: SourceId,
        /// The number of the preparation.
        export: String,
    },
    /// How a file is to be read whose times do not say all. What was read of it in another way is read again.
    FileAs {
        /// Its address, as in [`ViewSpec::opened`].
        address: String,
        /// The zone of times that say none.
        zone: Zone,
        /// When it was last written: times without a year are not after it. Now, if that is not known.
        written: Option<Timestamp>,
    },
    /// Forget what was read of a file.
    Forget {
        /// Its address.
        address: String,
    },
    /// Whether nobody sees the page. Nothing is looked after as long as nobody does.
    Hidden(bool),
    /// Count the vendors' codes in what was read.
    Codes,
    /// Give a text as it may be shown to others, as [`Event::Clean`].
    Clean {
        /// The answer carries it. The page chooses it.
        number: u32,
        /// The text; it may be a record or an answer as it came.
        text: String,
        /// What is hidden besides secrets.
        hide: Hide,
    },
    /// Look at the sources of a view again from time to time, or not any more. Nobody is asked while nobody sees the page.
    Live {
        /// Which view.
        view: ViewId,
        /// How what is new is shown.
        live: Live,
    },
    /// Give the values of a field in a view with their counts, as [`Event::Values`], and again when rows were read.
    /// Nothing ends that.
    Values {
        /// Which view.
        view: ViewId,
        /// Which values.
        asked: Option<ValuesAsked>,
    },
    /// Break on purpose, to see what the page does then.
    Crash,
}

/// How a view shows what is new at its sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Live {
    /// Nobody looks.
    #[default]
    Off,
    /// At once.
    Showing,
    /// Not yet: somebody reads, and no row may move. It is counted.
    Holding,
}

/// What a view that is live knows of what is new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// How many rows there are that are not shown yet.
    pub count: u64,
    /// Why the last look at a source failed. It will be looked at again.
    pub error: Option<Error>,
}

/// Values of a field that are asked for while a filter is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesAsked {
    /// The answer carries it. The page chooses it.
    pub number: u32,
    /// The field, by its name in the filter language.
    pub field: String,
    /// What values must contain, whatever its case.
    pub containing: String,
    /// The filter without the condition that is being written. While it cannot be read, the last good one of the view
    /// counts.
    pub query: String,
}

/// What a view shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewSpec {
    /// Runs or lines.
    pub subject: Subject,
    /// From which sources; empty for all.
    pub sources: Vec<SourceId>,
    /// Files to open, by their absolute addresses: their lines stand beside those of the sources. Where files are named and
    /// sources are not, only the files are meant.
    pub opened: Vec<String>,
    /// Only the lines of one run: the vendor's number of it. Needs exactly one source.
    pub run: Option<String>,
    /// What rows must match, in the filter language.
    pub query: String,
    /// Among these, only rows in which this text is found; all if it is empty.
    pub within: String,
    /// Only within this span.
    pub range: TimeRange,
    /// In which order.
    pub sort: Sort,
    /// Which rows are taken together as one, if any.
    pub gather: Option<Gather>,
    /// Whether all rows are read and summed up: [`Event::Summary`].
    pub summary: bool,
}

/// What a view of runs comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// By source. A source without runs is not in it.
    pub sources: Vec<SourceSummary>,
    /// The latest runs that failed or were missed, newest first, without their raw records.
    pub failures: Vec<Record>,
    /// The instant to which the periods are counted back.
    pub at: Timestamp,
}

/// What the runs of one source come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// Which source.
    pub source: SourceId,
    /// How many runs began in the last 24 hours, 7 days and 30 days, by outcome in the order of [`Outcome::ALL`].
    pub counts: [[u32; 8]; 3],
    /// When the last run began.
    pub last_run: Option<Timestamp>,
    /// When the last good run ended.
    pub last_success: Option<Timestamp>,
}

/// How often one of a vendor's codes was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCount {
    /// From which source.
    pub source: SourceId,
    /// In runs or in lines.
    pub subject: Subject,
    /// The code as it came; empty where there was none.
    pub code: String,
    /// How often.
    pub count: u64,
}

/// An order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By which field.
    pub field: Field,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Sort {
        Sort { field: Field::Time, descending: true }
    }
}

/// The engine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// How it stands with one source.
    Source {
        /// Which.
        source: SourceId,
        /// How.
        state: SourceState,
    },
    /// How it stands with one view.
    View {
        /// Which.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// How.
        state: ViewState,
    },
    /// Rows of a view. Rows that are not there yet are left out and come later by themselves.
    Rows {
        /// Which view.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// The rows by their place in the view, without the raw records.
        rows: Vec<(u64, Record)>,
        /// Those of them that do not stand for themselves alone.
        repeated: Vec<(u64, Repeated)>,
        /// Where the regular expressions of the filter fit in them, by place.
        fits: Vec<(u64, Vec<Fit>)>,
        /// Whether earlier rows of this generation are void, because their places have changed.
        fresh: bool,
    },
    /// One row completely.
    Detail {
        /// Which view.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// Its place, if it has one in the view.
        row: Option<u64>,
        /// The record, or nothing if there is none.
        record: Option<Box<Record>>,
        /// What it is called, for who looks for it again: the vendor's number of it; in a file where it has none, or shares
        /// it with others, `@` and its place in the file, from 1. Empty if it cannot be found again.
        name: String,
        /// Whether more rows may come in which it could be.
        searching: bool,
    },
    /// What came of something that was to be done with the rows of a view.
    Work {
        /// Which view.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// What.
        work: Work,
    },
    /// What a view comes to, if it was to be summed up.
    Summary {
        /// Which view.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// The sums.
        summary: Summary,
    },
    /// What was counted of a view.
    Counts {
        /// Which view.
        view: ViewId,
        /// Of which generation.
        generation: u32,
        /// The counts.
        counts: Counts,
    },
    /// What came of a question.
    Answer {
        /// The question's number.
        number: u32,
        /// The answer, or why there is none.
        result: Result<Answer, Error>,
    },
    /// How much of the answer to a question has arrived.
    Received {
        /// The question's number.
        number: u32,
        /// How many bytes.
        bytes: u64,
        /// How many there will be, if the source says so.
        total: Option<u64>,
        /// How many come in a second.
        per_second: Option<u64>,
    },
    /// What a source answered to a request that changes something, as it came, without secrets.
    Said {
        /// The question's number.
        number: u32,
        /// The status and the text.
        text: String,
    },
    /// The next bytes of a file that is handed over. No other comes before [`Command::Taken`].
    Piece {
        /// The question's number.
        number: u32,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// How far a preparation is that is followed.
    Followed {
        /// Of which source.
        source: SourceId,
        /// The number of the preparation.
        export: String,
        /// How far.
        state: Followed,
    },
    /// What is told of a file beside its rows, so far.
    File {
        /// The source that its rows have.
        source: SourceId,
        /// Its runs or its lines were read.
        subject: Subject,
        /// What is told.
        report: Report,
    },
    /// How often each code was read.
    Codes(Vec<CodeCount>),
    /// A text as it may be shown to others.
    Clean {
        /// The number that it was asked with.
        number: u32,
        /// The text, with the names that were written in place of others elsewhere too.
        text: String,
    },
    /// The values of a field, of what was read so far.
    Values {
        /// In which view.
        view: ViewId,
        /// The question's number.
        number: u32,
        /// The most frequent ones with their counts, the most frequent first, then by name.
        values: Vec<(String, u64)>,
        /// How many different ones there are.
        distinct: u64,
    },
    /// One run completely, or why not. Nothing, if the source knows no such run.
    Run {
        /// Of which source.
        source: SourceId,
        /// The vendor's number of it.
        run: String,
        /// The run.
        result: Result<Option<Box<Record>>, Error>,
    },
}

/// How it stands with one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceState {
    /// Nobody is signed in. Why, if a session or an attempt ended.
    #[default]
    SignedOut,
    /// An attempt failed, or the session ended and could not be renewed.
    Refused(Error),
    /// Signing in.
    SigningIn,
    /// A one-time code is needed.
    CodeNeeded {
        /// What was wrong with the last one, if there was one.
        error: Option<Error>,
        /// The picture it stands in, if it is not one of an authenticator app.
        picture: Option<Picture>,
    },
    /// Signed in.
    SignedIn,
}

/// How far a preparation is that is followed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Followed {
    /// It goes on, and will be looked after again.
    Running(Export),
    /// It ended: the file is there, or will never be. Nothing more comes.
    Ended(Export),
    /// It is not looked after any more.
    GivenUp {
        /// For so many minutes it has not got on, as far as could be seen.
        minutes: u32,
        /// Whether the vendor says how far it is.
        told: bool,
    },
    /// The source does not say how far it is, and is not asked any more.
    Failed(Error),
}

/// How it stands with one view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ViewState {
    /// How many rows the view has now. The scroll bar stands for them.
    pub rows: u64,
    /// What they stand for, where rows are taken together.
    pub gathered: Option<Gathered>,
    /// Rises when rows that were there have other places.
    pub order: u32,
    /// How many records there are without the view's own filter, if it is known.
    pub total: Option<u64>,
    /// Whether `rows` is final for what was asked, or still grows.
    pub growing: bool,
    /// Whether all rows had to be read, because the order or the filter needs it.
    pub reads_all: bool,
    /// Whether reading all was stopped by the reader.
    pub stopped: bool,
    /// How many rows with a problem note were read.
    pub problems: u64,
    /// Whether the source says another number of records than when reading began.
    pub changed: bool,
    /// What the vendor itself evaluates.
    pub pushed: Pushed,
    /// What is wrong with the query: first character, length, and the problem. The last good result stays.
    pub query_error: Option<(usize, usize, QueryProblemText)>,
    /// What each source gave.
    pub sources: Vec<SourceRead>,
    /// What is new, while the view is live.
    pub news: Option<News>,
    /// Sources that are meant too, and have nothing of this kind: a vendor without log lines of its own.
    pub without: Vec<SourceId>,
}

/// A query's problem as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueryProblemText {
    /// There is no such field.
    UnknownField(String),
    /// The field has no such value.
    UnknownValue(String, String),
    /// Nothing follows the colon or the minus.
    MissingValue,
    /// A quotation mark is not closed.
    OpenQuote,
    /// A bracket is not closed.
    OpenGroup,
    /// See [`tapedeck_core::query::QueryProblem::TooMany`].
    TooMany(u32),
    /// A bracket was not opened.
    CloseGroup,
    /// The values of the field have no order.
    NotOrdered(String),
    /// A regular expression that cannot be used, and why, in the words of the library that reads it.
    Pattern(String),
}

/// Which conditions a vendor evaluates itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// The time range.
    pub range: bool,
    /// The severity.
    pub severity: bool,
    /// The outcome.
    pub outcome: bool,
    /// Its own search.
    pub keyword: bool,
}

/// What one source gave to a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceRead {
    /// Which source.
    pub source: SourceId,
    /// How many records were read.
    pub read: u64,
    /// How many the vendor says there are.
    pub total: Option<u64>,
    /// Whether a request is under way.
    pub loading: bool,
    /// Why nothing more comes.
    pub error: Option<Error>,
    /// When the last answer came, in milliseconds since 1970.
    pub at: Option<i64>,
    /// Only what is not older than this was asked for, because the vendor does not answer for all time.
    pub since: Option<Timestamp>,
    /// For an opened file: how many bytes were read, and how many there are if it is known.
    pub file: Option<(u64, Option<u64>)>,
}
