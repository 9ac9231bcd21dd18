//! What one simulated NAS is like.

/// The order in which rows are served. The vendor does not document it, so clients must cope with both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest row first.
    NewestFirst,
    /// The oldest row first.
    OldestFirst,
}

/// Everything that can be chosen about a simulated DSM. Start from [`Settings::new`] and change what matters.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The same seed and the same `until_s` give the same data, byte by byte.
    pub seed: u64,
    /// The newest instant of the data, in epoch seconds.
    pub until_s: i64,
    /// How many rows `list_result` has.
    pub results: usize,
    /// How many rows `list_log` has.
    pub lines: usize,
    /// The zone of the NAS, in seconds east of UTC: its schedules follow it.
    pub zone_offset_s: i64,
    /// The order of `list_log`.
    pub log_order: Order,
    /// The order of `list_result`.
    pub result_order: Order,
    /// A session that was not used for so long answers 106.
    pub idle_timeout_s: i64,
    /// Calls without the right SynoToken answer 119.
    pub require_syno_token: bool,
    /// Active Backup for Business is installed. Without it `SYNO.ActiveBackup.*` does not exist.
    pub package_installed: bool,
    /// The control paths below `/_simulator/` answer.
    pub control: bool,
}

impl Settings {
    /// A NAS as on the recorded pages: 7,553 results and 29,286 log lines over three years.
    #[must_use]
    pub fn new(seed: u64, until_s: i64) -> Self {
        Self {
            seed,
            until_s,
            results: 7_553,
            lines: 29_286,
            zone_offset_s: 3_600,
            log_order: Order::NewestFirst,
            result_order: Order::OldestFirst,
            idle_timeout_s: 30 * 60,
            require_syno_token: false,
            package_installed: true,
            control: true,
        }
    }

    /// The same kind of NAS with less in it, for tests that look at every row.
    #[must_use]
    pub fn small(seed: u64, until_s: i64) -> Self {
        Self { results: 240, lines: 900, ..Self::new(seed, until_s) }
    }
}
