// What runs inside the measured page, before everything else: it looks at every frame and notes when it was painted.
//
// It knows a page by what people and screen readers know it by (docs/automation.md): the grid "Log lines", its rows, its
// count, its headings, and the count beside the filter. So it is the same for every page that is measured.

/** Handed to `addInitScript`, so it may use nothing from outside. */
export function watch() {
  const TIME = /\d\d:\d\d:\d\d/;
  const QUIET_MS = 500;
  const PATIENCE_MS = 60_000;
  const bench = (window.bench = { input: null, click: null, frames: null });

  for (const type of ["input", "click"]) {
    addEventListener(type, (event) => event.isTrusted && (bench[type] = event.timeStamp), true);
  }

  // ── what is on the page ────────────────────────────────────────────────────────────────────────────────────────────

  const grid = () => document.querySelector('[role=grid][aria-label="Log lines"]');
  const rowsOf = (grid) => grid.querySelectorAll("[role=row][aria-rowindex]:not([hidden])");
  const count = () => Number(grid()?.getAttribute("aria-rowcount") ?? -1);
  const busy = () => grid()?.getAttribute("aria-busy") === "true";
  const said = () => [...document.querySelectorAll("[role=status]")].find((status) => /\blines\b/.test(status.textContent))?.textContent ?? "";

  /** The rows in sight, and how much of the sight no row covers. */
  function sight() {
    const table = grid();
    // A page may show something else while there is nothing to show in a table.
    if (!table) return { seen: [], missing: 1, empty: 0, top: 0 };
    const heading = table.querySelector("[role=columnheader]");
    const box = table.getBoundingClientRect();
    const top = heading ? heading.getBoundingClientRect().bottom : box.top;
    const bottom = Math.min(box.bottom, box.top + table.clientHeight);
    const seen = [];
    for (const row of rowsOf(table)) {
      const place = row.getBoundingClientRect();
      if (place.bottom > top + 0.5 && place.top < bottom - 0.5) seen.push({ top: place.top, bottom: place.bottom, text: row.textContent });
    }
    seen.sort((a, b) => a.top - b.top);
    let covered = top;
    let gap = 0;
    for (const row of seen) {
      gap += Math.max(0, row.top - covered);
      covered = Math.max(covered, row.bottom);
    }
    gap += Math.max(0, bottom - covered);
    const height = seen.length ? seen[0].bottom - seen[0].top : 28;
    return { seen, missing: Math.round(gap / height), empty: seen.filter((row) => !TIME.test(row.text)).length, top: table.scrollTop };
  }

  /** Everything of the table that a reader sees change. */
  function face() {
    const sorted = document.querySelector("[role=columnheader]:is([aria-sort=ascending], [aria-sort=descending])");
    const { seen, empty, missing } = sight();
    const rows = seen.map((row) => row.text).join("\n");
    return { text: [count(), said(), sorted?.textContent, sorted?.getAttribute("aria-sort"), rows].join("|"), whole: !!grid() && !busy() && !empty && (!missing || seen.length === count()) };
  }

  // ── every frame ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Called in every frame after the page's own work and its layout; what they return is called when it is painted. */
  const lookers = new Set();
  let framed = 0;
  let width = 1;
  const afterPaint = new MessageChannel();
  let painted = [];
  afterPaint.port1.onmessage = () => {
    const now = performance.now();
    for (const tell of painted.splice(0)) tell(now);
  };
  function start() {
    if (!document.body) return requestAnimationFrame(start);
    const probe = document.createElement("div");
    Object.assign(probe.style, { position: "fixed", left: "-9px", top: "0", width: "1px", height: "1px", visibility: "hidden", contain: "strict" });
    probe.setAttribute("aria-hidden", "true");
    document.documentElement.append(probe);
    // A size that changes in every frame is observed in every frame, between layout and painting: what is seen then is
    // what will be on the screen. An animation frame's callback would come before those of the page.
    new ResizeObserver(() => {
      for (const look of lookers) {
        const tell = look(framed);
        if (tell) painted.push(tell);
      }
      if (painted.length) afterPaint.port2.postMessage(null);
    }).observe(probe);
    const tick = (now) => {
      framed = now;
      probe.style.width = `${(width = 3 - width)}px`;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
  start();

  /** When something was painted for the first time. */
  function once(is) {
    return new Promise((done) => {
      const look = () => {
        if (!is()) return null;
        lookers.delete(look);
        return done;
      };
      lookers.add(look);
    });
  }

  const first = () => {
    const row = grid()?.querySelector('[role=row][aria-rowindex="1"]:not([hidden])');
    return row && TIME.test(row.textContent);
  };
  bench.firstRows = once(first);
  /** When all rows were there and painted. */
  bench.loaded = (rows) => once(() => count() === rows && !busy() && !sight().empty);

  /**
   * When the table came to rest: what a reader sees changed, is whole, and has been the same for a while.
   * Resolves to the instant of the last change and what was said then; to null if there was none for too long.
   */
  bench.rest = () => {
    const since = performance.now();
    let before = face().text;
    let last = null;
    bench.input = bench.click = null;
    return new Promise((done) => {
      const look = () => {
        const now = performance.now();
        const { text, whole } = face();
        if (text !== before) {
          before = text;
          last = { painted: now, said: said() };
          const change = last;
          return (painted) => (change.painted = painted);
        }
        if ((last && whole && now - last.painted > QUIET_MS) || now - since > PATIENCE_MS) {
          lookers.delete(look);
          done(whole ? last : null);
        }
        return null;
      };
      lookers.add(look);
    });
  };

  /** Moves the scrollbar to a share of its way, just after a frame, and says how long the table took to follow. */
  bench.jump = async (share) => {
    const rest = bench.rest();
    await new Promise((done) => {
      const look = () => {
        lookers.delete(look);
        return done;
      };
      lookers.add(look);
    });
    const since = performance.now();
    grid().scrollTop = share * (grid().scrollHeight - grid().clientHeight);
    const end = await rest;
    return end && end.painted - since;
  };

  /** Notes every frame until `stop()`. */
  bench.film = () => {
    const frames = [];
    const look = (framed) => {
      const { missing, empty, top } = sight();
      frames.push({ at: framed, missing, empty, top });
      return null;
    };
    lookers.add(look);
    bench.stop = () => {
      lookers.delete(look);
      return frames;
    };
  };

  /** A phase begins: for the trace. */
  bench.enter = (phase) => performance.mark(`bench:${phase}`);
  bench.enter("load");
}
