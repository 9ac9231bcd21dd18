// The server of the measurements: both pages and the saved answers, from one origin.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { DIST } from "../../support/server.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".tsv": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

// Isolation from other origins lets a page measure its memory, and gives it clocks of microseconds.
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-store",
};

/** Serves until `stop()`. At its root is a page with nothing on it. Nothing is compressed and nothing may be cached, so that every visit is a first one. */
export async function serve(data) {
  const folders = [
    ["/tapedeck/", DIST],
    ["/yardstick/events.tsv", join(ROOT, "crates/core/src/vendors/synology/dictionary/events.en.tsv")],
    ["/yardstick/", join(ROOT, "bench/yardstick")],
    ["/data/", data],
  ];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === "/") {
      response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[".html"] }).end("<!doctype html><title>Nothing</title>");
      return;
    }
    const [prefix, folder] = folders.find(([prefix]) => path.startsWith(prefix)) ?? [];
    const below = prefix && (path.slice(prefix.length) || (prefix.endsWith("/") ? "index.html" : ""));
    const file = prefix && join(folder, below && normalize(`/${below}`));
    const size = file && statSync(file, { throwIfNoEntry: false });
    if (!size?.isFile()) {
      response.writeHead(404, { ...HEADERS, "Content-Type": "text/plain" }).end("not found");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { ...HEADERS, "Content-Type": type, "Content-Length": size.size });
    createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
