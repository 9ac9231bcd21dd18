// Reads a saved `list_log` answer as it comes, and hands columns to the page, a batch at a time.
//
// The parser works on the bytes. A record as the NAS writes it takes the straight path: its keys are compared four bytes
// at a time, numbers are read in place, names are looked up by their bytes, and what no column shows is skipped. What
// looks different (another order of keys, spaces, a new kind of value) is read with JSON.parse, record by record.

const BATCH = 32_768;
/** The end of the buffer stays empty, so that comparing four bytes needs no check for it. */
const SLACK = 64;
const [QUOTE, COMMA, MINUS, ZERO, OPEN, BACKSLASH, LIST, LIST_END, BRACE, BRACE_END] = [..."\",-0:\\[]{}"].map((c) => c.charCodeAt(0));

let buffer = new Uint8Array((4 << 20) + SLACK);
let words = new DataView(buffer.buffer);
/** Where the bytes end; a zero follows, which stops every loop. */
let end = 0;
/** Where the parser is. */
let at = 0;

/** `,"name":` as words; the last one overlaps the one before it. */
function key(name) {
  const view = new DataView(new TextEncoder().encode(name).buffer);
  const last = view.byteLength - 4;
  const words = [];
  for (let i = 0; i < last; i += 4) words.push(view.getInt32(i, true));
  return { words: Int32Array.from(words), last, tail: view.getInt32(last, true), length: view.byteLength };
}
const BACKUP_TYPE = key('{"backup_type":');
const DEVICE_ID = key(',"device_id":');
const DEVICE_NAME = key(',"device_name":"');
const ERROR_CODE = key(',"error_code":');
const LOG_ID = key(',"log_id":');
const LOG_LEVEL = key(',"log_level":');
const LOG_TIME = key(',"log_time":');
const LOG_TYPE = key(',"log_type":');
const OTHER_PARAMS = key(',"other_params":{');
const RESULT_ID = key('},"result_id":');
const TASK_ID = key(',"task_id":');
const TASK_NAME = key(',"task_name":"');
const USER_ID = key(',"user_id":');
const USER_NAME = key(',"user_name":"');

/** Whether these bytes stand at `p`. */
function has(p, { words: wanted, last, tail }) {
  if (words.getInt32(p + last, true) !== tail) return false;
  for (let i = 0; i < wanted.length; i += 1) if (words.getInt32(p + i * 4, true) !== wanted[i]) return false;
  return true;
}

/** Goes on behind these bytes, if they are here. */
function take(key) {
  if (!has(at, key)) return false;
  at += key.length;
  return true;
}

/** The whole number here. */
function number() {
  let p = at;
  const minus = buffer[p] === MINUS;
  if (minus) p += 1;
  let value = 0;
  for (let digit = buffer[p] - ZERO; digit >= 0 && digit <= 9; digit = buffer[p] - ZERO) {
    value = value * 10 + digit;
    p += 1;
  }
  at = p;
  return minus ? -value : value;
}

/** Names by code, in the order in which they first came; code 0 is no name. */
class Dictionary {
  codes = new Map([["", 0]]);
  /** Names that the page has not been told yet. */
  fresh = [];
  /** By the last bits of the vendor's number: where the bytes of its name are kept, how many, and its code. */
  from = new Int32Array(4096);
  length = new Int32Array(4096);
  code = new Uint16Array(4096);
  kept = new Uint8Array(1 << 16);
  keptWords = new DataView(this.kept.buffer);
  used = 0;

  of(name) {
    let code = this.codes.get(name);
    if (code === undefined) {
      code = this.codes.size;
      this.codes.set(name, code);
      this.fresh.push(name);
    }
    return code;
  }

  /** The code of the name whose bytes are here, to its closing quote; -1 when that is not here yet. */
  read(id) {
    const p = at;
    if (buffer[p] === QUOTE) {
      at = p + 1;
      return 0;
    }
    const slot = id & 4095;
    const length = this.length[slot];
    if (length >= 4 && buffer[p + length] === QUOTE) {
      const from = this.from[slot];
      const last = length - 4;
      let i = 0;
      while (i < last && words.getInt32(p + i, true) === this.keptWords.getInt32(from + i, true)) i += 4;
      if (i >= last && words.getInt32(p + last, true) === this.keptWords.getInt32(from + last, true)) {
        at = p + length + 1;
        return this.code[slot];
      }
    }
    return this.readNew(slot);
  }

  readNew(slot) {
    const from = at;
    let p = from;
    while (buffer[p] !== QUOTE && buffer[p] !== 0) p += buffer[p] === BACKSLASH ? 2 : 1;
    if (buffer[p] !== QUOTE || p >= end) return -1;
    const code = this.of(JSON.parse(text(from - 1, p + 1)));
    at = p + 1;
    if (this.used + p - from <= this.kept.length) {
      this.kept.set(buffer.subarray(from, p), this.used);
      [this.from[slot], this.length[slot], this.code[slot]] = [this.used, p - from, code];
      this.used += p - from;
    }
    return code;
  }
}

const decoder = new TextDecoder();
const text = (from, to) => decoder.decode(buffer.subarray(from, to));

const tasks = new Dictionary();
const items = new Dictionary();
const users = new Dictionary();

const time = new Uint32Array(BATCH);
const level = new Uint8Array(BATCH);
const type = new Uint16Array(BATCH);
const task = new Uint16Array(BATCH);
const item = new Uint16Array(BATCH);
const user = new Uint16Array(BATCH);
let rows = 0;
let posted = 0;
let count = 0;
/** Whether no record so far is newer than the one before it. */
let falling = true;
let before = 0xffff_ffff;
let least = 0xffff_ffff;
let greatest = 0;

function add(time_, level_, type_, task_, item_, user_) {
  if (time_ > before) falling = false;
  before = time_;
  if (time_ < least) least = time_;
  if (time_ > greatest) greatest = time_;
  time[rows] = time_;
  level[rows] = level_;
  type[rows] = type_;
  task[rows] = task_;
  item[rows] = item_;
  user[rows] = user_;
  rows += 1;
  if (rows === BATCH) post(false);
}

/** Reads a record as the NAS writes it. False, and nothing is read, if it is not all here or looks different. */
function straight() {
  if (!take(BACKUP_TYPE)) return false;
  number();
  if (!take(DEVICE_ID)) return false;
  const deviceId = number();
  if (!take(DEVICE_NAME)) return false;
  const deviceName = items.read(deviceId);
  if (deviceName < 0 || !take(ERROR_CODE)) return false;
  number();
  if (!take(LOG_ID)) return false;
  number();
  if (!take(LOG_LEVEL)) return false;
  const logLevel = number();
  if (!take(LOG_TIME)) return false;
  const logTime = number();
  if (!take(LOG_TYPE)) return false;
  const logType = number();
  if (!take(OTHER_PARAMS) || !closing()) return false;
  number();
  if (!take(TASK_ID)) return false;
  const taskId = number();
  if (!take(TASK_NAME)) return false;
  const taskName = tasks.read(taskId);
  if (taskName < 0 || !take(USER_ID)) return false;
  const userId = number();
  if (!take(USER_NAME)) return false;
  const userName = users.read(userId);
  if (userName < 0 || buffer[at] !== BRACE_END || at >= end) return false;
  at += 1;
  add(logTime, logLevel, logType, taskName, deviceName, userName);
  return true;
}

/** Goes behind the next `},"result_id":`, which stands in no text, because its quotes would be escaped there. */
function closing() {
  for (;;) {
    // Four bytes at a time: is one of them a closing brace?
    let v = words.getInt32(at, true) ^ 0x7d7d7d7d;
    while (((v - 0x01010101) & ~v & 0x80808080) === 0) {
      at += 4;
      if (at >= end) return false;
      v = words.getInt32(at, true) ^ 0x7d7d7d7d;
    }
    while (buffer[at] !== BRACE_END) at += 1;
    if (take(RESULT_ID)) return true;
    at += 1;
    if (at >= end) return false;
  }
}

/** Reads any record with JSON.parse. False if its end is not here yet. */
function anyhow() {
  let depth = 0;
  let p = at;
  for (; p < end; p += 1) {
    const byte = buffer[p];
    if (byte === QUOTE) {
      p += 1;
      while (p < end && buffer[p] !== QUOTE) p += buffer[p] === BACKSLASH ? 2 : 1;
    } else if (byte === BRACE || byte === LIST) depth += 1;
    else if ((byte === BRACE_END || byte === LIST_END) && --depth === 0) break;
  }
  if (p >= end) return false;
  const r = JSON.parse(text(at, p + 1)) ?? {};
  at = p + 1;
  add(r.log_time >>> 0, r.log_level, r.log_type, tasks.of(`${r.task_name ?? ""}`), items.of(`${r.device_name ?? ""}`), users.of(`${r.user_name ?? ""}`));
  return true;
}

/** Hands over what was read since the last time. */
function post(done) {
  const columns = [time, level, type, task, item, user].map((column) => column.slice(0, rows));
  const names = [tasks, items, users].map((dictionary) => dictionary.fresh.splice(0));
  posted += rows;
  rows = 0;
  postMessage({ columns, names, count, falling, least, greatest, done }, columns.map((column) => column.buffer));
}

/** Reads up to the list of records. False if it is not here yet. */
function head() {
  const open = buffer.subarray(0, end).indexOf(LIST);
  if (open < 0) return false;
  count = Number(/"count"\s*:\s*(\d+)/.exec(text(0, open))?.[1] ?? 0);
  at = open + 1;
  return true;
}

/** Reads all records that are here. True at the end of the list. */
function records() {
  for (;;) {
    while (buffer[at] === COMMA || (buffer[at] <= 32 && at < end)) at += 1;
    if (at >= end) return false;
    if (buffer[at] === LIST_END) return true;
    const from = at;
    if (straight()) continue;
    at = from;
    if (!anyhow()) {
      at = from;
      return false;
    }
  }
}

/** Moves what is not read yet to the front, and makes room behind it. */
function makeRoom() {
  buffer.copyWithin(0, at, end);
  end -= at;
  at = 0;
  // A record longer than the buffer.
  if (end > buffer.length / 2) {
    const larger = new Uint8Array(buffer.length * 2);
    larger.set(buffer);
    use(larger);
  }
}

function use(bytes) {
  buffer = bytes;
  words = new DataView(bytes.buffer);
}

/** Reads more bytes behind those that are here. False when there are no more. */
async function more(reader) {
  makeRoom();
  const { value, done } = await reader.read(buffer.subarray(end, buffer.length - SLACK));
  if (value) use(new Uint8Array(value.buffer));
  if (done) return false;
  end += value.length;
  buffer[end] = 0;
  return true;
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  // Straight into the parser's own buffer: nothing is allocated, and nothing copied.
  const reader = response.body.getReader({ mode: "byob" });
  let inList = false;
  for (;;) {
    if (!(await more(reader))) throw new Error("The answer has no list, or its list has no end.");
    if (!inList) inList = head();
    if (inList && records()) break;
    // The first rows do not wait for a full batch.
    if (posted === 0 && rows > 0) post(false);
  }
  post(true);
}

read(new URL(location.href).searchParams.get("open")).catch((error) => postMessage({ error: String(error) }));
