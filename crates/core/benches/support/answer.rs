//! A Synology `list_log` answer of any length, the same for the same seed.
//!
//! What repeats and what does not is as on a NAS that backs up some hundred devices: most lines differ from others in
//! their number and time only, every eighth names a speed, a path or a version that few others have.

use std::fmt::Write;

const EVENTS: [(u32, u8, u64); 14] = [
    // log_type, log_level, how often
    (1101, 2, 14),
    (1102, 2, 11),
    (7001, 2, 12),
    (7002, 2, 13),
    (7003, 2, 12),
    (7012, 2, 11),
    (7013, 2, 11),
    (1104, 0, 1),
    (1105, 1, 1),
    (1103, 1, 1),
    (5010, 1, 1),
    (1111, 2, 8),
    (6002, 0, 2),
    (1329, 2, 2),
];

const TASKS: [&str; 12] = [
    "Laptops nightly",
    "Office PCs",
    "Virtual machines",
    "Old file server",
    "Database servers hourly",
    "Büro Zürich",
    "Domain controllers",
    "Accounting weekly full",
    "Workshop machines",
    "Branch office Lyon",
    "Build servers",
    "Mail archive",
];

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end.max(1)
    }
}

/// The answer, newest line first. `unlike` is the share of lines, in thousandths, that get a path no other line has.
pub fn answer(lines: u64, seed: u64, unlike: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let weight: u64 = EVENTS.iter().map(|event| event.2).sum();
    let mut out = String::with_capacity(lines as usize * 420 + 100);
    let _ = write!(out, "{{\"data\":{{\"count\":{lines},\"logs\":[");
    let (mut time, mut run) = (1_795_000_000_u64, lines / 12 + 500);
    for number in 0..lines {
        if number > 0 {
            out.push(',');
        }
        time -= random.below(60);
        if random.below(12) == 0 {
            run -= 1;
        }
        let mut at = random.below(weight);
        let (mut kind, mut level, _) = EVENTS
            .iter()
            .find(|event| {
                let found = at < event.2;
                at = at.wrapping_sub(event.2);
                found
            })
            .copied()
            .unwrap_or(EVENTS[0]);
        let alone = random.below(1000) < unlike;
        if alone {
            (kind, level) = (6002, 0);
        }
        let task = run % TASKS.len() as u64;
        let device = task * 20 + run / 12 % 20;
        let device = format!("{}-{device:04}.corp.example", ["LT", "DESK", "SRV", "VM"][(device % 4) as usize]);
        let user = if kind == 1103 { random.below(25) + 1026 } else { 0 };
        let user_name = if user > 0 { format!("user.{user}") } else { String::new() };
        let code = if level == 0 && !alone { -(random.below(5) as i64) - 60 } else { 0 };
        let task_name = TASKS[task as usize];
        let _ = write!(
            out,
            "{{\"backup_type\":2,\"device_id\":{0},\"device_name\":\"{device}\",\"error_code\":{code},\"log_id\":{1},\
             \"log_level\":{level},\"log_time\":{time},\"log_type\":{kind},\"other_params\":{{\"backup_type\":2,\
             \"device_id\":{0},\"device_name\":\"{device}\",\"platform_type\":1,\"task_id\":{task},\
             \"task_name\":\"{task_name}\",\"user_id\":{user},\"user_name\":\"{user_name}\"",
            task * 20 + run / 12 % 20 + 7,
            lines - number + 5000,
        );
        let _ = match kind {
            1111 => write!(out, ",\"speed\":\"{}.{} MB/s\"", random.below(180), random.below(10)),
            6002 if alone => write!(out, ",\"path\":\"/srv/share/{:08x}/{number}.docx\"", random.below(1 << 32)),
            6002 => write!(out, ",\"fs_error\":-65,\"path\":\"/srv/accounting/{}\"", random.below(4000)),
            7002 | 7003 | 7012 | 7013 => {
                write!(out, ",\"volume_name\":\"{}:\"", ["C", "D", "E"][random.below(3) as usize])
            }
            1329 => write!(out, ",\"timestamp_list\":[{}]", time - random.below(900) * 86_400),
            _ => Ok(()),
        };
        let _ = write!(
            out,
            "}},\"result_id\":{run},\"task_id\":{task},\"task_name\":\"{task_name}\",\"user_id\":{user},\
             \"user_name\":\"{user_name}\"}}"
        );
    }
    out.push_str("]},\"success\":true}");
    out.into_bytes()
}
