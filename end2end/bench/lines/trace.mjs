// The longest task of a page's main thread in each phase, from the browser's own trace.

/**
 * Runs `act` with the trace on. Also tasks below 50 ms are in it, which the page itself is not told of. The phases end with
 * `last`.
 */
export async function traced(browser, act, last = "scroll") {
  await browser.startTracing(undefined, { categories: ["toplevel", "blink.user_timing"] });
  try {
    await act();
  } finally {
    var trace = await browser.stopTracing();
  }
  return longestTasks(JSON.parse(trace.toString()).traceEvents, last);
}

/**
 * The longest task by phase, in milliseconds, up to the last phase; and that of the page's worker, as `worker`. What the
 * processor itself worked at most on one stands under the same name in `processor`. A phase begins with its mark, which
 * `watch.mjs` sets.
 */
export function longestTasks(events, last) {
  const all = events.filter(({ cat, name }) => cat === "blink.user_timing" && name.startsWith("bench:"));
  // Documents before the page's own, about:blank for one, set the first mark too.
  const end = all.findLast(({ name }) => name === `bench:${last}`);
  if (!end) return {};
  const ours = ({ pid, tid }) => pid === end.pid && tid === end.tid;
  const marks = all.filter(ours).sort((a, b) => a.ts - b.ts);
  const names = events.filter(({ pid, name }) => pid === end.pid && name === "thread_name");
  const workers = new Set(names.filter(({ args }) => args.name.startsWith("DedicatedWorker")).map(({ tid }) => tid));
  const longest = { processor: {} };
  const note = (of, phase, us) => (of[phase] = Math.max(of[phase] ?? 0, us / 1000));
  for (const event of events) {
    const { name, ph, ts, dur, tdur = dur, pid, tid } = event;
    if (ph !== "X" || !name.endsWith("RunTask")) continue;
    const phase = ours(event)
      ? (marks.findLast((mark) => mark.ts <= ts + dur) ?? marks[0]).name.slice("bench:".length)
      : pid === end.pid && workers.has(tid) ? "worker" : null;
    if (!phase) continue;
    note(longest, phase, dur);
    note(longest.processor, phase, tdur);
  }
  return longest;
}
