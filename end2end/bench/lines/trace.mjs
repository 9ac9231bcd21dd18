// The longest task of a page's main thread in each phase, from the browser's own trace.

/** Runs `act` with the trace on. Also tasks below 50 ms are in it, which the page itself is not told of. */
export async function traced(browser, act) {
  await browser.startTracing(undefined, { categories: ["toplevel", "blink.user_timing"] });
  try {
    await act();
  } finally {
    var trace = await browser.stopTracing();
  }
  return longestTasks(JSON.parse(trace.toString()).traceEvents);
}

/** The longest task by phase, in milliseconds. A phase begins with its mark, which `watch.mjs` sets. */
export function longestTasks(events) {
  const all = events.filter(({ cat, name }) => cat === "blink.user_timing" && name.startsWith("bench:"));
  // Documents before the page's own, about:blank for one, set the first mark too.
  const end = all.findLast(({ name }) => name === "bench:scroll");
  if (!end) return {};
  const ours = ({ pid, tid }) => pid === end.pid && tid === end.tid;
  const marks = all.filter(ours).sort((a, b) => a.ts - b.ts);
  const longest = {};
  for (const { name, ph, ts, dur } of events.filter(ours)) {
    if (ph !== "X" || !name.endsWith("RunTask")) continue;
    const phase = (marks.findLast((mark) => mark.ts <= ts + dur) ?? marks[0]).name.slice("bench:".length);
    longest[phase] = Math.max(longest[phase] ?? 0, dur / 1000);
  }
  return longest;
}
