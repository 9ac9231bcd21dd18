// How much memory a page, its worker and their process hold while something goes on.

import { readFileSync } from "node:fs";

import { Workers, wasmBytes } from "../lines/memory.mjs";

/** How often it is looked. */
const EVERY_MS = 250;

/**
 * Looks again and again until `stop()`, which gives the greatest of each, in bytes:
 * `heap`, what JavaScript holds in the page and its worker, with its buffers; `wasm`, the WebAssembly memories, which never
 * shrink; `renderer` and `browser`, what the system counts as their own of the page's process and of the browser's, where it
 * says so. `history` has [what `progress()` said, renderer] of every look.
 */
export async function weigh(browser, page, progress = () => null) {
  const cdp = await page.context().newCDPSession(page);
  const workers = new Workers(cdp);
  await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const processes = await processesOf(browser);
  const most = { heap: 0, wasm: 0, renderer: 0, browser: 0 };
  const history = [];
  let on = true;
  const look = async () => {
    let heap = heapBytes(await cdp.send("Runtime.getHeapUsage"));
    for (const session of workers.sessions) heap += heapBytes(await workers.send(session, "Runtime.getHeapUsage"));
    const now = { heap, renderer: 0, browser: 0 };
    for (const { type, id } of processes) now[type] += resident(id);
    for (const what in now) most[what] = Math.max(most[what], now[what]);
    history.push([await progress(), now.renderer]);
  };
  const looking = (async () => {
    while (on) {
      await look();
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  })();
  return {
    history,
    async stop() {
      on = false;
      await looking;
      most.wasm = await wasmBytes((method, params) => cdp.send(method, params));
      for (const session of workers.sessions) {
        most.wasm += await wasmBytes((method, params) => workers.send(session, method, params));
      }
      await cdp.detach();
      return most;
    },
  };
}

const heapBytes = ({ usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }) => usedSize + embedderHeapUsedSize + backingStorageSize;

/** The browser's own process and those of its pages. */
async function processesOf(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  await cdp.detach();
  return processInfo.filter(({ type }) => type === "browser" || type === "renderer");
}

/** Bytes of a process that are in memory and its own; 0 where the system does not say. */
function resident(id) {
  try {
    const status = readFileSync(`/proc/${id}/status`, "latin1");
    return 1024 * Number(status.match(/^RssAnon:\s+(\d+)/m)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
