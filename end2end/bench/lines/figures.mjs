// From what was measured to the lines of the table: what, each page's figure, the bar, and whether it is met.

const FRAME_MS = 1000 / 60;

const digits = (value) => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en-GB"));

/** The middle one; of an even number, the lower one of the two in the middle. */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

/**
 * The best visit, which counts, and the worst. What else the machine does can only make a visit worse, so the best one
 * says most about the page, and the two far apart say that the machine was busy.
 */
function best(values, unit, greaterIsBetter) {
  const known = values.filter((value) => Number.isFinite(value)).sort((a, b) => (greaterIsBetter ? b - a : a - b));
  if (!known.length) return { value: NaN, text: "not measured" };
  const [value, worst] = [known[0], known.at(-1)];
  const range = digits(worst) === digits(value) ? "" : ` (${digits(worst)})`;
  return { value, text: [digits(value), unit].join(" ").trim() + range };
}

const AT_MOST = (limit, unit) => ({ bar: `at most ${limit} ${unit}`, met: (own) => own <= limit });
const AS_YARDSTICK = { bar: "1.0 × the yardstick, or a frame more", met: (own, yard) => own <= yard + FRAME_MS };
const WITHIN_A_FRAME = { bar: "a frame more than the yardstick", met: (own, yard) => own <= yard + FRAME_MS };

/** A bar per line counts from so many lines on: what does not grow with them is shared by few before. */
const MANY = 1_000_000;

/** A figure of each visit. */
const EACH = (of) => ({ visits }) => visits.map(of);

/** Rows in sight that are not drawn, or drawn without text, of all frames. */
const blank = (frames) => frames.reduce((sum, frame) => sum + frame.missing + frame.empty, 0);

/** Frames a second, over the time in which the table moved. */
function rate(frames) {
  return (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame.ms, 0);
}

const LONGEST = (phase) => ({ what: `longest task, ${phase}`, unit: "ms", of: ({ tasks }) => tasks.map((visit) => visit[phase]), ...AT_MOST(50, "ms") });
const SORT = (name) => ({ what: `sort by ${name.toLowerCase()}, click to painted`, unit: "ms", of: EACH((visit) => median(visit.sort[name])), ...AS_YARDSTICK });

/** What is in the table: its name, how it is read from all visits, and its bar. */
const LINES = [
  {
    what: "first rows painted, from navigation",
    unit: "ms",
    of: EACH((visit) => visit.first),
    bar: "at most 300 ms, not growing with the file",
    met: (own, _, smallest) => own <= 300 && own <= smallest + 3 * FRAME_MS,
  },
  { what: "all rows loaded", unit: "ms", of: EACH((visit) => visit.loaded), bar: "1.0 × the yardstick (aim: 0.6 ×)", met: (own, yard) => own <= yard },
  ...["load", "filter", "sort", "jump", "scroll"].map(LONGEST),
  { what: "filter by words, input to painted", unit: "ms", of: EACH((visit) => median(visit.filter)), ...AS_YARDSTICK },
  { what: "filter cleared, input to painted", unit: "ms", of: EACH((visit) => median(visit.clear)), ...AS_YARDSTICK },
  ...["Time", "Severity", "User"].map(SORT),
  { what: "scroll, 200 wheel steps: frames a second", unit: "", of: EACH((visit) => rate(visit.frames)), bar: "60", met: (own) => own >= 59.5, greaterIsBetter: true },
  { what: "  longest frame", unit: "ms", of: EACH((visit) => Math.max(...visit.frames.map((frame) => frame.ms))), ...AT_MOST(33, "ms") },
  { what: "  blank rows in sight, of all frames", unit: "", of: EACH((visit) => blank(visit.frames)), bar: "none", met: (own) => own === 0 },
  { what: "jump to the middle", unit: "ms", of: EACH((visit) => median(visit.jump)), ...WITHIN_A_FRAME },
  { what: "memory after load, per line", unit: "bytes", of: ({ visits, rows }) => visits.map((visit) => visit.memory / rows), ...AT_MOST(150, "bytes"), from: MANY },
];

/** `yardstick` and `tapedeck` are all visits with a number of rows; `smallest` is Tapedeck's with the fewest rows. */
export function table(rows, yardstick, tapedeck, smallest) {
  return LINES.map(({ what, unit, of, bar, met, greaterIsBetter, from = 0 }) => {
    const figure = (visits) => best(of(visits), unit, greaterIsBetter);
    const yard = figure(yardstick);
    if (!tapedeck) return [what, yard.text, "–", bar, "–"];
    const own = figure(tapedeck);
    const counts = rows >= from && !Number.isNaN(own.value) && !Number.isNaN(yard.value);
    const verdict = !counts ? "–" : met(own.value, yard.value, figure(smallest).value) ? "met" : "NOT met";
    return [what, yard.text, own.text, rows >= from ? bar : `${bar} with ${from.toLocaleString("en-GB")} lines`, verdict];
  });
}

/** Columns of text, each as wide as its widest cell. */
export function printed(head, lines) {
  const all = [head, ...lines];
  const widths = head.map((_, i) => Math.max(...all.map((line) => line[i].length)));
  const print = (line) => line.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd();
  return [print(head), widths.map((width) => "─".repeat(width)).join("  "), ...lines.map(print)].join("\n");
}
