// The table: columns in typed arrays, filtered by codes of dictionaries, sorted by counting, drawn by recycled rows.
//
// All rows are here, so that a filter or a sort is one pass over an array or two and is drawn in the same frame.

"use strict";
performance.mark("yardstick:start");

const ROW = 28;
/** Rows drawn above and below what is in sight. */
const OVERSCAN = 20;
/** The greatest height of an element that every browser draws. */
const MAX_HEIGHT = 16_000_000;
const LEVELS = ["Error", "Warning", "Info", "Debug"];

// ── the columns ──────────────────────────────────────────────────────────────────────────────────────────────────────

let rows = 0;
let time = new Uint32Array(0);
let level = new Uint8Array(0);
let type = new Uint16Array(0);
let task = new Uint16Array(0);
let item = new Uint16Array(0);
let user = new Uint16Array(0);
const tasks = [""];
const items = [""];
const users = [""];
let texts = new Map();
let times = { least: 0, greatest: 0 };

function reserve(wanted) {
  if (wanted <= time.length) return;
  const grown = (column) => {
    const larger = new column.constructor(wanted);
    larger.set(column.subarray(0, rows));
    return larger;
  };
  [time, level, type, task, item, user] = [time, level, type, task, item, user].map(grown);
}

function append({ columns, names, count, falling, done, ...span }) {
  const before = rows;
  const more = columns[0].length;
  if (before + more > time.length) reserve(Math.max(before + more, Math.min(count, 1 << 25), time.length * 2));
  [time, level, type, task, item, user].forEach((column, i) => column.set(columns[i], before));
  rows += more;
  times = span;
  [tasks, items, users].forEach((list, i) => list.push(...names[i]));
  if (names.some((list) => list.length > 0) && filter) matchNames();
  // As it comes until all is there, then in order. A file in the order of time needs nothing.
  if (done && !(falling && sort.field === "time" && sort.descending)) reorder();
  else if (!filter) applyFilter();
  else {
    completeOrder();
    extendView(before);
  }
  resize();
  draw(true);
  say();
  if (before === 0) afterPaint("yardstick:first-rows");
  if (done) {
    grid.setAttribute("aria-busy", "false");
    afterPaint("yardstick:loaded");
    ready();
  }
}

// ── order and filter ─────────────────────────────────────────────────────────────────────────────────────────────────

let sort = { field: "time", descending: true };
let filter = "";
/** All rows in the chosen order; null is the order of the file. */
let order = null;
/** The rows to show; null is all of them in the order of the file. */
let view = null;
let shown = 0;
/** By code: whether the name has the words of the filter in it. */
let matches = [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)];

/** Room for sorting, kept: new arrays of this size cost as much as a pass over them. */
let keys = new Uint32Array(0);
let turns = [keys, keys];

function reserveForSorting() {
  if (keys.length >= rows) return;
  keys = new Uint32Array(time.length);
  turns = [new Uint32Array(time.length), new Uint32Array(time.length)];
}

/** From how many there are to where each begins, for the `size` counts from `base` on. */
function toStarts(counts, base, size) {
  let sum = 0;
  for (let i = base; i < base + size; i += 1) {
    const here = counts[i];
    counts[i] = sum;
    sum += here;
  }
}

/** Sorts all rows by `keys` below `size`: counting sort. Equal keys keep the order of the file. */
function countingSort(size) {
  const all = rows;
  const key = keys;
  const starts = new Uint32Array(size);
  for (let row = 0; row < all; row += 1) starts[key[row]] += 1;
  toStarts(starts, 0, size);
  const [other, to] = turns;
  for (let row = 0; row < all; row += 1) to[starts[key[row]]++] = row;
  turns = [to, other];
  return to.subarray(0, all);
}

/** Sorts all rows by `keys` of two digits: radix sort from the last one. Equal keys keep the order of the file. */
function radixSort(width) {
  const all = rows;
  const key = keys;
  const size = 1 << width;
  const mask = size - 1;
  const starts = new Uint32Array(size * 2);
  for (let row = 0; row < all; row += 1) {
    const k = key[row];
    starts[k & mask] += 1;
    starts[size + (k >>> width)] += 1;
  }
  toStarts(starts, 0, size);
  toStarts(starts, size, size);
  const [from, to] = turns;
  for (let row = 0; row < all; row += 1) from[starts[key[row] & mask]++] = row;
  for (let i = 0; i < all; i += 1) {
    const row = from[i];
    to[starts[size + (key[row] >>> width)]++] = row;
  }
  turns = [to, from];
  return to.subarray(0, all);
}

/** Sorts by time, as seconds since the first line or until the last. */
function sortByTime(descending) {
  const all = rows;
  const at = time;
  const key = keys;
  const { least, greatest } = times;
  if (descending) for (let row = 0; row < all; row += 1) key[row] = greatest - at[row];
  else for (let row = 0; row < all; row += 1) key[row] = at[row] - least;
  // Two digits of 13 bits are two years of seconds and more.
  const bits = Math.max(1, 32 - Math.clz32(greatest - least));
  return bits <= 16 ? countingSort(1 << bits) : radixSort(Math.ceil(bits / 2));
}

/** Sorts by a column of few values: counting sort. `rank` says where a value stands. */
function sortByRank(column, rank, ranks, descending) {
  const all = rows;
  const key = keys;
  const place = descending ? rank.map((at) => ranks - 1 - at) : rank;
  for (let row = 0; row < all; row += 1) key[row] = place[column[row]];
  return countingSort(ranks);
}

/** Where each name stands in the alphabet; no name stands last. */
function rankOf(names) {
  const collator = new Intl.Collator();
  const inOrder = names.map((_, code) => code).sort((a, b) => (a === 0) - (b === 0) || collator.compare(names[a], names[b]));
  const rank = new Uint16Array(names.length);
  inOrder.forEach((code, place) => (rank[code] = place));
  return rank;
}

function reorder() {
  const { field, descending } = sort;
  reserveForSorting();
  const byNumber = (column, limit) => sortByRank(column, Uint16Array.from({ length: limit }, (_, i) => i), limit, descending);
  const byName = (column, names) => sortByRank(column, rankOf(names), names.length, descending);
  order =
    field === "time" ? sortByTime(descending)
    : field === "severity" ? byNumber(level, 256)
    : field === "code" ? byNumber(type, 65_536)
    : field === "job" ? byName(task, tasks)
    : field === "item" ? byName(item, items)
    : byName(user, users);
  applyFilter();
}

function matchNames() {
  matches = [tasks, items, users].map((names) => Uint8Array.from(names, (name) => (name.toLowerCase().includes(filter) ? 1 : 0)));
}

/** The buffer of the view. Kept, because a new one of this size costs more than the pass that fills it. */
let room = new Uint32Array(0);

function applyFilter() {
  completeOrder();
  shown = filter ? 0 : rows;
  view = order;
  if (!filter) return;
  matchNames();
  extendView(0);
}

/** Rows that came after the order was chosen stand at its end until all are here. */
function completeOrder() {
  if (!order || order.length === rows) return;
  const longer = new Uint32Array(rows);
  longer.set(order);
  for (let row = order.length; row < rows; row += 1) longer[row] = row;
  order = longer;
}

/** Adds what matches of the rows from the place `first` of the order on. */
function extendView(first) {
  if (room.length < rows) {
    const larger = new Uint32Array(time.length);
    larger.set(room.subarray(0, shown));
    room = larger;
  }
  const [inTask, inItem, inUser] = matches;
  const [ofTask, ofItem, ofUser] = [task, item, user];
  const all = rows;
  const from = order;
  const to = room;
  let next = shown;
  // Every row is written down, and the next one over it unless it matches: no branch to guess.
  if (from)
    for (let place = first; place < all; place += 1) {
      const row = from[place];
      to[next] = row;
      next += inTask[ofTask[row]] | inItem[ofItem[row]] | inUser[ofUser[row]];
    }
  else
    for (let row = first; row < all; row += 1) {
      to[next] = row;
      next += inTask[ofTask[row]] | inItem[ofItem[row]] | inUser[ofUser[row]];
    }
  view = to;
  shown = next;
}

// ── what a row shows ─────────────────────────────────────────────────────────────────────────────────────────────────

const two = (n) => (n < 10 ? `0${n}` : `${n}`);
const days = new Map();

/** `2026-11-20 05:59:12`, in UTC. */
function timeOf(seconds) {
  const day = Math.floor(seconds / 86_400);
  let date = days.get(day);
  if (!date) days.set(day, (date = new Date(day * 86_400_000).toISOString().slice(0, 10)));
  const rest = seconds - day * 86_400;
  return `${date} ${two((rest / 3600) | 0)}:${two(((rest / 60) | 0) % 60)}:${two(rest % 60)}`;
}

/** A text with `{names}` and `[parts that go without them]`, cut up: a part is its texts and names in turn. */
const compile = (text) => text.split(/[[\]]/).map((part, i) => ({ optional: i % 2 === 1, pieces: part.split(/\{(\w+)\*?\}/) }));

/** What the event says, with the names that are kept; what else the record knew is gone with the record. */
function textOf(row) {
  const parts = texts.get(type[row]);
  if (!parts) return `Event ${type[row]}`;
  let text = "";
  for (const { optional, pieces } of parts) {
    let said = pieces[0];
    let lacks = false;
    for (let i = 1; i < pieces.length; i += 2) {
      const name =
        pieces[i] === "task" ? tasks[task[row]] : pieces[i] === "device" ? items[item[row]] : pieces[i] === "user" ? users[user[row]] : "";
      if (!name) lacks = true;
      said = (name ? said + name : said.trimEnd()) + pieces[i + 1];
    }
    if (!(optional && lacks)) text += said;
  }
  return text;
}

const COLUMNS = [
  ["Time", "time", (row) => timeOf(time[row])],
  ["Severity", "severity", (row) => LEVELS[level[row]] ?? "Unknown"],
  ["Job", "job", (row) => tasks[task[row]]],
  ["Item", "item", (row) => items[item[row]]],
  ["Text", null, textOf],
  ["User", "user", (row) => users[user[row]]],
  ["Code", "code", (row) => String(type[row])],
];

// ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────

const grid = document.getElementById("grid");
const body = document.getElementById("body");
const status = document.querySelector("[role=status]");
const box = document.querySelector("input");
const pool = [];
let sight = 0;
/** How high all rows are, and how high the element is that stands for them. */
let full = 0;
let height = 0;
/** How far below the top of all rows the upper edge is, and where the scrollbar was then. */
let offset = 0;
let scroll = 0;

function resize() {
  full = shown * ROW;
  const next = Math.min(full, MAX_HEIGHT);
  if (next !== height) body.style.height = `${(height = next)}px`;
}

/** The offset after the scrollbar moved. A short way is the same way; a long one is a share of the whole. */
function follow() {
  const to = grid.scrollTop;
  if (full === height) {
    offset = to;
  } else {
    const most = height - sight;
    const share = (full - sight) / most;
    const way = to - scroll;
    offset = Math.abs(way) < sight * 4 ? offset + way : to * share;
    offset = Math.max(0, Math.min(offset, full - sight));
    // The scrollbar came to an end before the rows did, or the other way round: it is put where it belongs.
    const atEnd = (to <= 0 && offset >= 1) || (to >= most - 1 && offset < full - sight - 1);
    if (atEnd || offset === 0 || offset === full - sight) grid.scrollTop = offset / share;
  }
  scroll = grid.scrollTop;
}

function newRow() {
  const element = document.createElement("div");
  element.className = "row";
  element.setAttribute("role", "row");
  const cells = COLUMNS.map(() => {
    const cell = document.createElement("div");
    cell.setAttribute("role", "gridcell");
    return cell.appendChild(document.createTextNode(""));
  });
  element.append(...cells.map((cell) => cell.parentNode));
  body.append(element);
  return { element, cells, row: -1, at: -1, place: -1 };
}

/** Draws what is in sight. `fresh`: other rows may stand at the same places now. */
function draw(fresh) {
  const size = Math.ceil(sight / ROW) + 2 * OVERSCAN + 2;
  while (pool.length < size) pool.push(newRow());
  const first = Math.max(0, Math.min(Math.floor(offset / ROW) - OVERSCAN, shown - size));
  const shift = offset - scroll;
  for (let place = first; place < first + pool.length; place += 1) {
    const slot = pool[place % pool.length];
    if (place >= shown) {
      if (slot.place !== -1) slot.element.hidden = true;
      slot.place = -1;
      continue;
    }
    const at = place * ROW - shift;
    if (slot.at !== at) slot.element.style.transform = `translateY(${(slot.at = at)}px)`;
    if (slot.place === place && !fresh) continue;
    if (slot.place === -1) slot.element.hidden = false;
    if (slot.place !== place) slot.element.setAttribute("aria-rowindex", (slot.place = place) + 1);
    const row = view ? view[place] : place;
    if (slot.row === row) continue;
    slot.row = row;
    for (let i = 0; i < COLUMNS.length; i += 1) {
      const text = COLUMNS[i][2](row);
      if (slot.cells[i].data !== text) slot.cells[i].data = text;
    }
  }
}

const grouped = new Intl.NumberFormat("en-GB");

function say() {
  status.textContent = `${grouped.format(shown)} of ${grouped.format(rows)} lines`;
  grid.setAttribute("aria-rowcount", shown);
}

/** Shows another view from its beginning. */
function restart() {
  offset = scroll = 0;
  if (grid.scrollTop !== 0) grid.scrollTop = 0;
  resize();
  draw(true);
  say();
}

/** A mark, once the next frame is on the screen. */
function afterPaint(name) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.mark(name);
    channel.port2.postMessage(null);
  });
}

grid.addEventListener("scroll", () => {
  follow();
  draw(false);
}, { passive: true });

box.addEventListener("input", () => {
  filter = box.value.trim().toLowerCase();
  applyFilter();
  restart();
  afterPaint("yardstick:filtered");
});

function chooseSort(field) {
  sort = { field, descending: sort.field === field ? !sort.descending : field === "time" };
  for (const head of document.querySelectorAll("[aria-sort]")) {
    head.setAttribute("aria-sort", head.dataset.field !== field ? "none" : sort.descending ? "descending" : "ascending");
  }
  reorder();
  restart();
  afterPaint("yardstick:sorted");
}

for (const [title, field] of COLUMNS) {
  const head = document.createElement("div");
  head.setAttribute("role", "columnheader");
  if (field) {
    head.dataset.field = field;
    head.setAttribute("aria-sort", field === "time" ? "descending" : "none");
    const button = document.createElement("button");
    button.textContent = title;
    button.addEventListener("click", () => chooseSort(field));
    head.append(button);
  } else head.textContent = title;
  document.getElementById("head").append(head);
}

new ResizeObserver(() => {
  sight = grid.clientHeight - ROW;
  draw(false);
}).observe(grid);
sight = grid.clientHeight - ROW;

let ready;
/** What the harness may ask: how many rows are here, and a promise of all of them. */
window.yardstick = {
  ready: new Promise((done) => (ready = done)),
  get rows() {
    return rows;
  },
};

worker.onmessage = ({ data }) => {
  if (data.error) status.textContent = data.error;
  else append(data);
};
for (const event of early.splice(0)) worker.onmessage(event);

// The vendor's words for its codes: tab-separated, code and text first. Without them a row shows its code.
fetch("events.tsv")
  .then((response) => (response.ok ? response.text() : ""))
  .then((table) => {
    texts = new Map(table.split("\n").map((line) => line.split("\t")).map(([code, text]) => [Number(code), compile(text ?? "")]));
    for (const slot of pool) slot.row = -1;
    draw(true);
  });
