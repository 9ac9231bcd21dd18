//! The recorded sample, read as the fixtures are. It is not part of this repository: where it is missing, nothing is read.

use tapedeck_core::model::Severity;

use crate::vendor::*;

#[test]
fn the_log_of_the_first_version() {
    let Some(body) = sample_of("veeam", "jobSessions_log.v1.json") else { return };
    let lines = parse_lines(body);
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!((line.problem.as_deref(), line.severity), (None, Severity::Info), "{line:?}");
        assert!(line.time.is_some() && !line.text.is_empty(), "{line:?}");
    }
    let items: Vec<_> = lines.iter().map(|line| line.item.as_str()).collect();
    assert_eq!(items, ["", "tw-vm2", "tw-vm2", "tw-vm2"]);
}
