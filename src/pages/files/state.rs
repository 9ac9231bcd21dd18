//! How it stands with one file, in words and as a bar.

use super::row::Row;
use crate::browser::clock;
use crate::messages::{errors, files as messages};
use crate::state::files::{Stage, time_left};
use crate::ui::{CopyButton, Facts, Icon, Tone};
use crate::view::{Part, view};

pub(super) fn view(row: &Row, stage: &Stage) -> Part {
    match stage {
        Stage::Offered => quiet(if row.ready { messages::OFFERED } else { messages::TO_PREPARE }),
        Stage::Remembered => quiet(messages::REMEMBERED),
        Stage::Preparing(export) => {
            let ms = row.begun.map_or(0, |begun| clock::now_ms().saturating_sub(begun.0));
            let left = export.percent.and_then(|done| time_left(u64::from(done), 100, u64::try_from(ms).ok()?));
            bar(export.percent.map(u64::from), messages::preparing(export, left))
        }
        Stage::Arriving { bytes, total, per_second, .. } => {
            let percent = total.filter(|total| *total > 0).map(|total| bytes.saturating_mul(100) / total);
            let left = total.zip(*per_second).and_then(|(total, speed)| {
                let left = total.checked_sub(*bytes).filter(|_| speed > 0)?;
                i64::try_from(left.saturating_mul(1000) / speed).ok()
            });
            bar(percent, messages::arriving(*bytes, *total, *per_second, left))
        }
        Stage::Ready => mark(Tone::Good, messages::READY.to_string()),
        Stage::Here { name, size } => mark(Tone::Good, messages::here(name, *size)),
        Stage::Saved { name, size, sha256 } => {
            let sum = match sha256 {
                Some(sum) => view! {
                    <code class="file-sum">{sum.clone()}</code>
                    <CopyButton label=format!("{} {}", crate::messages::ui::copy(), messages::SHA) text=sum.clone() own=true />
                },
                None => messages::NO_SHA.into(),
            };
            view! {
                {mark(Tone::Good, messages::saved(name, *size))}
                <span class="file-more">{messages::SHA}" "{sum}</span>
            }
        }
        Stage::Link(address) => view! {
            {mark(Tone::Good, messages::LINK.to_string())}
            <a class="file-more" href=address.clone() target="_blank" rel="noopener noreferrer" download="">
                {messages::OPEN_LINK}
            </a>
        },
        Stage::Nothing => mark(Tone::Warning, messages::NOTHING.to_string()),
        Stage::Done => mark(Tone::Good, messages::DONE.to_string()),
        Stage::Cancelled { told: true } => quiet(messages::CANCELLED),
        Stage::Cancelled { told: false } => quiet(messages::NOT_WAITED),
        Stage::Dismissed => quiet(messages::DISMISSED),
        Stage::NotWritten(why) => mark(Tone::Bad, messages::not_written(why)),
        Stage::GivenUp { minutes, told } => mark(Tone::Warning, messages::given_up(*minutes, *told)),
        Stage::Failed(error, _) => {
            let surroundings = errors::Surroundings { online: crate::browser::page::is_online(), mixed: false };
            let facts = errors::facts(error).into_iter().map(|(name, value)| (name, value.into())).collect();
            let answer = (!error.answer.is_empty()).then(|| view! { <pre tabindex="0">{error.answer.clone()}</pre> });
            view! {
                {mark(Tone::Bad, errors::title(error))}
                <details class="file-more">
                    <summary>{messages::WHY}</summary>
                    <p>{errors::text(error, surroundings)}</p>
                    <p>{errors::remedy(error)}</p>
                    <Facts rows=facts />
                    {answer}
                </details>
            }
        }
    }
}

fn quiet(text: &'static str) -> Part {
    view! { <span class="st quiet"><span>{text}</span></span> }
}

fn mark(tone: Tone, text: String) -> Part {
    view! { <span class=format!("st {}", tone.class())><Icon glyph=tone.glyph() /><span>{text}</span></span> }
}

/// A bar where there is a share, and the words.
fn bar(percent: Option<u64>, text: String) -> Part {
    let value = percent.map(|percent| percent.min(100).to_string());
    view! {
        <progress class="file-bar" max="100" value=value aria-label=messages::PROGRESS></progress>
        <span class="file-more">{text}</span>
    }
}
