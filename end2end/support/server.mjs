// The servers that the tests talk to: the simulated vendors with the page beside them, and a plain static server.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of the built page. */
export const DIST = resolve(process.env.TAPEDECK_DIST || join(ROOT, "dist"));
/** The program of the simulated vendors. */
export const SIMULATOR = resolve(process.env.TAPEDECK_SIMULATOR || join(ROOT, "target/debug/tapedeck-simulator"));

/** The newest instant of the simulated data: 20 November 2026, 06:00 UTC. */
export const NOW_S = 1_795_154_400;

/** What `tapedeck.json` says unless a test says otherwise. */
const NOTHING_OFFERED = { version: 1, sources: [] };

/** A running simulator. It reads its configuration at every request, so a test can change it at any time. */
export class Simulator {
  /** Starts one with more arguments of its command line, for example `--cors`. */
  static async start(...args) {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck-end2end-"));
    const config = join(folder, "tapedeck.json");
    writeFileSync(config, JSON.stringify(NOTHING_OFFERED));
    const base = args.includes("--base") ? args[args.indexOf("--base") + 1] : "/";
    const process = spawn(
      SIMULATOR,
      ["--port", "0", "--page", DIST, "--config", config, "--now", String(NOW_S), ...args],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const ended = new Promise((done) => process.once("exit", done));
    const origin = await new Promise((found, failed) => {
      let said = "";
      process.once("error", (error) => failed(new Error(`${SIMULATOR} cannot be started: ${error.message}`)));
      process.once("exit", (code) => failed(new Error(`The simulator ended with ${code}: ${said}`)));
      process.stdout.on("data", (bytes) => {
        said += bytes;
        const line = said.match(/listening on (http:\/\/[^/\s]+)\//);
        if (line) found(line[1]);
      });
    });
    return new Simulator({ process, ended, folder, config, url: origin + base });
  }

  constructor({ process, ended, folder, config, url }) {
    this.process = process;
    this.ended = ended;
    this.folder = folder;
    this.config = config;
    /** Where the page is, with a slash at its end. */
    this.url = url;
  }

  /** Writes `tapedeck.json`: an object, or a text that need not be JSON. */
  offer(config) {
    writeFileSync(this.config, typeof config === "string" ? config : JSON.stringify(config, null, 2));
  }

  /** Offers nothing, as at the beginning. */
  offerNothing() {
    this.offer(NOTHING_OFFERED);
  }

  /** A NAS of this server. */
  nas(name) {
    return new Nas(this, name);
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One simulated NAS. Those with other names have other data, sessions and faults. */
export class Nas {
  constructor(simulator, name) {
    this.simulator = simulator;
    /** Its short name, also as a source. */
    this.id = `nas-${name}`;
    /** Its name for people. */
    this.name = "Office NAS";
    /** Its address relative to the page. */
    this.address = `vendors/${this.id}/`;
    this.url = simulator.url + this.address;
  }

  /** What `tapedeck.json` says of it. */
  source(more = {}) {
    return { id: this.id, vendor: "synology", name: this.name, baseUrl: this.address, ...more };
  }

  /** Lets `tapedeck.json` offer it, and nothing else. */
  offer(more = {}) {
    this.simulator.offer({ version: 1, sources: [this.source()], ...more });
  }

  /** The next `count` calls of a method meet a fault; see docs/simulator.md. */
  async fault(fault, more = {}) {
    await this.control("POST", "faults", { fault, ...more });
  }

  /** Removes the faults that are still waiting. */
  async heal() {
    await this.control("DELETE", "faults");
  }

  /** The faults that are still waiting. */
  async faults() {
    return this.control("GET", "faults");
  }

  /** Ends all sessions. */
  async expire(more = {}) {
    await this.control("POST", "sessions", { expire: true, ...more });
  }

  /** How many sessions there are. */
  async sessions() {
    return this.control("GET", "sessions");
  }

  async control(method, path, body) {
    const response = await fetch(`${this.url}_simulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(`_simulator/${path} answered ${response.status}: ${await response.text()}`);
    }
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/**
 * A plain static server: files of the page's folder below `base`, 404 for everything else, no compression and no
 * headers beyond the type. `extra` are more documents by their path. An origin of its own, always.
 */
export async function serveStatic({ base = "/", extra = {} } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const send = (status, type, body) => response.writeHead(status, { "Content-Type": type }).end(body);
    if (path in extra) {
      send(200, TYPES[".html"], extra[path]);
      return;
    }
    const below = path.startsWith(base) ? path.slice(base.length) || "index.html" : null;
    const file = below === null ? null : join(DIST, normalize(`/${below}`));
    try {
      send(200, TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file));
    } catch {
      send(404, "text/plain", "not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
