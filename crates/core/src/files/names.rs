//! What the columns of tables and the fields of records are usually called, by whoever wrote them.

use crate::model::Severity;

/// What a column is for. The names of each, the best first, in small letters without anything between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Time,
    /// The day, where the time of day has a column of its own.
    Day,
    Severity,
    Text,
    Item,
    Job,
    User,
    Code,
    Id,
}

impl Role {
    pub(super) const ALL: [Role; 9] =
        [Role::Time, Role::Day, Role::Severity, Role::Text, Role::Item, Role::Job, Role::User, Role::Code, Role::Id];

    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Role::Time => &[
                "time",
                "timestamp",
                "ts",
                "t",
                "datetime",
                "logtime",
                "eventtime",
                "timegenerated",
                "timecreated",
                "created",
                "createdat",
                "createtime",
                "begintime",
                "starttime",
                "occurrencetime",
                "dateandtime",
                "datetimeutc",
                "zeit",
                "zeitstempel",
                "uhrzeit",
                "heure",
                "hora",
                "时间",
                "時間",
                "日時",
                "시간",
            ],
            Role::Day => &["date", "day", "datum", "fecha", "data", "日期", "日付", "날짜"],
            Role::Severity => &[
                "severity",
                "level",
                "loglevel",
                "lvl",
                "priority",
                "prio",
                "leveldisplayname",
                "alarmlevel",
                "eventlevel",
                "status",
                "stufe",
                "ebene",
                "schweregrad",
                "niveau",
                "nivel",
                "livello",
                "级别",
                "等级",
                "層級",
                "レベル",
                "수준",
            ],
            Role::Text => &[
                "text",
                "message",
                "msg",
                "logmessage",
                "description",
                "desc",
                "event",
                "events",
                "details",
                "title",
                "summary",
                "log",
                "content",
                "error",
                "meldung",
                "nachricht",
                "ereignis",
                "beschreibung",
                "evenement",
                "mensaje",
                "messaggio",
                "事件",
                "消息",
                "内容",
                "訊息",
                "イベント",
                "이벤트",
            ],
            Role::Item => &[
                "host", "hostname", "device", "resource", "server", "computer", "machine", "vm", "node", "gerät",
                "设备", "主机",
            ],
            Role::Job => &[
                "job",
                "jobname",
                "task",
                "taskname",
                "policy",
                "service",
                "app",
                "appname",
                "logger",
                "module",
                "component",
                "program",
                "process",
                "source",
                "category",
                "aufgabe",
                "任务",
            ],
            Role::User => {
                &["user", "username", "account", "by", "benutzer", "utilisateur", "usuario", "用户", "ユーザー"]
            }
            Role::Code => &["code", "eventid", "errorcode", "msgid", "logtype"],
            Role::Id => &["id", "logid", "uuid", "recordid", "number", "no"],
        }
    }
}

/// A name as it is compared.
pub(super) fn normal(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a column of this name is for, and how good the name is: the smaller the better.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    let name = normal(name);
    let rank = |role: Role| role.names().iter().position(|known| *known == name).map(|rank| (role, rank));
    Role::ALL.into_iter().find_map(rank)
}

/// So many names are remembered.
const REMEMBERED: usize = 64;

/// What the fields of the records of one file are for. They have the same names again and again.
#[derive(Default)]
pub(super) struct Roles(Vec<(String, Option<(Role, usize)>)>);

impl Roles {
    /// As [`role`].
    pub(super) fn of(&mut self, name: &str) -> Option<(Role, usize)> {
        if let Some((_, known)) = self.0.iter().find(|(known, _)| known == name) {
            return *known;
        }
        let of = role(name);
        if self.0.len() < REMEMBERED {
            self.0.push((name.to_string(), of));
        }
        of
    }
}

/// How bad a line is, by the words that syslog, loggers and vendors use. Any other is unknown.
pub(super) fn severity(word: &str) -> Severity {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "emerg" | "emergency" | "alert" | "crit" | "critical" | "fatal" | "panic" | "severe" | "err" | "error"
        | "failed" | "failure" | "fehler" | "erreur" | "errore" | "错误" | "錯誤" | "エラー" | "오류" => {
            Severity::Error
        }
        "warn" | "warning" | "warnung" | "avertissement" | "advertencia" | "avviso" | "警告" | "경고" => {
            Severity::Warning
        }
        "notice" | "info" | "information" | "informational" | "log" | "success" | "hinweis" | "信息" | "資訊"
        | "情報" | "정보" => Severity::Info,
        "debug" | "trace" | "verbose" | "fine" | "finer" | "finest" | "调试" => Severity::Debug,
        _ => Severity::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_however_its_name_is_written() {
        for (name, role_of) in [
            ("@timestamp", Some(Role::Time)),
            ("Log Time", Some(Role::Time)),
            ("log_time", Some(Role::Time)),
            ("DATE", Some(Role::Day)),
            ("级别", Some(Role::Severity)),
            ("Log-Level", Some(Role::Severity)),
            ("user name", Some(Role::User)),
            ("Nonsense", None),
            ("", None),
        ] {
            assert_eq!(role(name).map(|(role, _)| role), role_of, "{name}");
        }
    }

    #[test]
    fn a_word_that_nobody_knows_is_unknown() {
        for (word, wanted) in [
            ("CRITICAL", Severity::Error),
            ("Warnung", Severity::Warning),
            (" info ", Severity::Info),
            ("错误", Severity::Error),
            ("trace", Severity::Debug),
            ("odd", Severity::Unknown),
            ("", Severity::Unknown),
        ] {
            assert_eq!(severity(word), wanted, "{word}");
        }
    }
}
