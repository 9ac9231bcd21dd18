//! A change whose answer was lost: what to look at, to find out whether it was made.

use super::call::Call;
use crate::error::{Error, Kind};

/// The error of a change of which nobody knows whether it was made, from the one that took its answer.
pub fn answer_lost(call: &Call, error: Error) -> Error {
    let remedy = look_at(call).to_string();
    if error.kind == Kind::Unreachable {
        // The kind stays: it is told with why nothing may have answered.
        return Error {
            remedy: format!("Nobody knows whether the request arrived. When the source answers again: {remedy}"),
            ..error
        };
    }
    let lost = Error { remedy, meaning: String::new(), ..Error::new(Kind::AnswerLost) };
    Error { status: error.status, request_id: error.request_id, detail: error.detail, answer: error.answer, ..lost }
}

fn look_at(call: &Call) -> &'static str {
    let name = match call {
        Call::Act(action) => action.name.as_str(),
        _ => "cancel",
    };
    match name {
        "set_info" | "set_send_log_setting" => "Refresh the page: it reads the settings again, as they are now",
        "clear" => "Look at the log of this source: after clearing it has one line, which says who did it",
        "upload_cert" => "Send a test message, or send the file again: the same certificate twice does no harm",
        "send_test_log" => "Look at the log server whether the message arrived",
        "stop" => "Refresh the run: it says whether it still goes on",
        "exportLog" => "Look in the vendor's console for a new export of this server, before you begin another one",
        "packLog" => "Look in the vendor's console for a package of this name, before you begin another one",
        "download" => "Begin another export if you need it: the source forgets one that nobody fetches",
        _ => "Look at the source before you do it again",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Action;

    #[test]
    fn what_was_known_of_the_answer_stays() {
        let cut = Error { status: Some(502), answer: "<html>".into(), ..Error::new(Kind::Busy) }.with_detail("7 bytes");
        let lost = answer_lost(&Call::Act(Action::new("stop", &[])), cut);
        assert_eq!((lost.kind, lost.status, lost.answer.as_str()), (Kind::AnswerLost, Some(502), "<html>"));
        assert!(lost.remedy.contains("run") && !lost.is_transient(), "{lost:?}");
        let unreachable = answer_lost(&Call::Act(Action::new("stop", &[])), Error::new(Kind::Unreachable));
        assert_eq!(unreachable.kind, Kind::Unreachable);
        assert!(unreachable.remedy.contains("arrived") && unreachable.remedy.contains("run"), "{unreachable:?}");
    }
}
