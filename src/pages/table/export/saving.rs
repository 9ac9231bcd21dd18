//! From the engine to the disk, piece by piece.

use std::rc::Rc;

use crate::prelude::*;
use tapedeck_core::export::Plan;
use tapedeck_core::model::Timestamp;
use tapedeck_engine::protocol::{Task, Then, Wanted, Work};

use super::super::{TableState, work};
use crate::browser::clock;
use crate::browser::save_parts::{NotSaved, Saving};
use crate::messages::export as messages;
use crate::ui::Tone;

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// A person chooses.
    Choosing,
    /// So many rows of so many are written.
    Running(u64, u64),
    /// What came of it.
    Ended(Tone, String),
}

/// What is saved.
#[derive(Clone, Copy)]
pub(super) struct UnderWay {
    table: TableState,
    pub(super) stage: RwSignal<Stage>,
    /// The number of the writing.
    task: StoredValue<u32>,
    saving: StoredValue<Option<Rc<Saving>>>,
}

impl UnderWay {
    pub(super) fn new(table: TableState, stage: RwSignal<Stage>) -> UnderWay {
        UnderWay { table, stage, task: StoredValue::new(0), saving: StoredValue::new_local(None) }
    }

    /// Begins. To be called while a press is handled.
    pub(super) fn begin(self, rows: Wanted, plan: Plan) {
        let day = Timestamp(clock::now_ms()).iso();
        let day = day.split('T').next().unwrap_or_default();
        let name = messages::file_name(self.table.subject, day, plan.form.ending());
        self.stage.set(Stage::Running(0, 0));
        Saving::begin(name.clone(), move |begun| match begun {
            // Cancelled meanwhile, or the table is gone.
            _ if !self.is_running() => {}
            Ok(saving) => {
                self.saving.set_value(Some(saving));
                self.write(rows, plan, name);
            }
            Err(why) => self.fail(why),
        });
    }

    /// Ends what is under way. Nothing of it is kept.
    pub(super) fn end(self) {
        self.table.list.end(self.task.get_value());
        self.saving.set_value(None);
    }

    fn is_running(self) -> bool {
        matches!(self.stage.try_get_untracked(), Some(Stage::Running(..)))
    }

    fn write(self, rows: Wanted, plan: Plan, name: String) {
        let names = work::names(self.table);
        let size = StoredValue::new(0);
        let task = move |number| Task::Write { number, rows, plan, names, limit: None };
        let number = self.table.list.begin(task, move |told| {
            let Work::Written { bytes, rows, of, then, .. } = told else {
                self.close(Tone::Bad, messages::MOVED.to_string());
                return;
            };
            let Some(saving) = self.saving.get_value() else { return };
            size.update_value(|size| *size += bytes.len() as u64);
            let name = name.clone();
            saving.clone().put_then(bytes, move |put| match put {
                _ if !self.is_running() => {}
                Err(why) => self.fail(why),
                Ok(()) if then == Then::More => {
                    self.stage.set(Stage::Running(rows, of));
                    self.table.list.task(Task::More { number: self.task.get_value() });
                }
                Ok(()) => {
                    let bytes = size.get_value();
                    saving.finish_then(move |finished| match finished {
                        _ if !self.is_running() => {}
                        Err(why) => self.fail(why),
                        Ok(()) if then == Then::Done => {
                            let sentence = messages::saved(self.table.subject, &name, rows, bytes);
                            self.close(Tone::Good, sentence);
                        }
                        Ok(()) => {
                            let sentence = messages::saved_partly(self.table.subject, &name, rows, bytes);
                            self.close(Tone::Warning, sentence);
                        }
                    });
                }
            });
        });
        self.task.set_value(number);
    }

    fn fail(self, why: NotSaved) {
        let (tone, sentence) = match why {
            NotSaved::Dismissed => (Tone::Info, messages::DISMISSED),
            NotSaved::Full => (Tone::Bad, messages::FULL),
            NotSaved::Refused => (Tone::Bad, messages::REFUSED),
        };
        self.close(tone, sentence.to_string());
    }

    fn close(self, tone: Tone, sentence: String) {
        self.end();
        self.stage.set(Stage::Ended(tone, sentence));
    }
}
