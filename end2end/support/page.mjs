// What every test gets: a simulator, a NAS of its own, and a page on which nothing may go wrong in silence.

import { test as base, expect } from "@playwright/test";

import { Simulator } from "./server.mjs";

export { expect };

/** What may stand in the console: patterns, for `test.use({ allowed: allow(…) })`. */
export const allow = (...patterns) => ({ patterns });

/** What the browser itself says of a request that a test lets fail. */
export const BROWSER_SAYS = {
  status: (...codes) => new RegExp(`^Failed to load resource: the server responded with a status of (${codes.join("|")}) `),
  network: (...errors) => new RegExp(`^Failed to load resource: net::(${errors.join("|")})$`),
  cors: /blocked by CORS policy/,
};

/** What goes wrong on a page without being shown: messages of the console, errors, violations of the policy. */
class Watch {
  constructor(context, { patterns }) {
    this.seen = [];
    const note = (text) => {
      if (!patterns.some((pattern) => pattern.test(text))) this.seen.push(text);
    };
    context.on("console", (message) => {
      if (["error", "warning", "assert"].includes(message.type())) note(message.text());
    });
    context.on("weberror", (error) => note(`uncaught: ${error.error().stack ?? error.error()}`));
  }
}

export const test = base.extend({
  /** Patterns of console messages that do not fail the test. */
  allowed: [allow(), { option: true }],

  /** The simulator of this worker. It offers nothing at the beginning of a test. */
  simulator: [
    async ({}, use) => {
      const simulator = await Simulator.start();
      await use(simulator);
      await simulator.stop();
    },
    { scope: "worker" },
  ],

  /** A NAS that no other test uses. */
  nas: async ({ simulator }, use, info) => {
    const slug = info.titlePath.join(" ").toLowerCase().replace(/\.spec\.mjs/g, "").replace(/[^a-z0-9]+/g, "-");
    await use(simulator.nas(`${slug.slice(0, 40).replace(/-$/, "")}-${info.workerIndex}-${info.repeatEachIndex}`));
  },

  context: async ({ context, allowed, simulator }, use) => {
    simulator.offerNothing();
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
      });
    });
    const watch = new Watch(context, allowed);
    await use(context);
    expect(watch.seen, "nothing in the console, no uncaught error, no violation of the policy").toEqual([]);
  },
});

/** Opens the page at a fragment such as `#/logs`, with the flags of its query. */
export async function open(page, server, fragment = "", query = "") {
  await page.goto(server.url + query + fragment);
  await expect(page.getByRole("main")).toBeVisible();
}

/** A link of the navigation. */
export const place = (page, name) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });

/** Starts the demo from the first screen, and shows the runs of its NAS unless a link named another page. */
export async function startDemo(page) {
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await page.evaluate(() => {
    const place = /^#\/?(overview)?$|^$/.test(location.hash) ? "#/runs" : location.hash;
    location.hash = `${place}${place.includes("?") ? "&" : "?"}source=demo-nas`;
  });
  await expect(page.getByRole("grid")).toBeVisible();
}

/** Fills in *Sign in*, and sends it. */
export async function signIn(page, { account = "admin", password = "tapedeck" } = {}) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Account").fill(account);
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
}

/** Opens the page where `tapedeck.json` offers one NAS, and signs in to it. */
export async function openSignedIn(page, nas, fragment = "#/runs", { account = "admin", query = "" } = {}) {
  nas.offer();
  await open(page, nas.simulator, fragment, query);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page, { account });
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Opens *Add source* and fills in its form, without sending it. */
export async function fillNewSource(page, { name = "Office NAS", address, account = "admin", password = "tapedeck" }) {
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog", { name: "Add source" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Address").fill(address);
  await dialog.getByLabel("Account").fill(account);
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  return dialog;
}

/** The code that every account of the simulator takes. */
export async function giveCode(page, code = "123456") {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("One-time code").fill(code);
  await dialog.getByRole("button", { name: "Sign in" }).click();
}

export const runs = (page) => page.getByRole("grid", { name: "Runs" });
export const lines = (page) => page.getByRole("grid", { name: "Log lines" });

/** A row of a table by its number, from 1. */
export const row = (grid, number) => grid.locator(`[role=row][aria-rowindex="${number}"]:not([hidden])`);

/** A row that shows a record, not only the place for one. */
export async function expectRow(grid, number, text) {
  await expect(row(grid, number)).toContainText(text ?? /\d\d:\d\d:\d\d/);
}

/** The filter of a table, and the count beside it. */
export const filterBox = (page) => page.getByRole("searchbox", { name: /^Filter (runs|log lines)$/ });
export const count = (page) => page.getByRole("search").getByRole("status");

/** The drawer with one record. */
export const details = (page) => page.getByRole("complementary", { name: "Details" });

/** The texts of a column in all rows that are drawn, from top to bottom. */
export async function columnTexts(grid, name) {
  return grid.evaluate((grid, name) => {
    const heads = [...grid.querySelectorAll("[role=columnheader]")];
    const at = heads.findIndex((head) => head.textContent.trim().startsWith(name));
    return [...grid.querySelectorAll("[role=row][aria-rowindex]:not([hidden])")]
      .map((row) => [Number(row.getAttribute("aria-rowindex")), row.querySelectorAll("[role=gridcell]")[at].textContent])
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text);
  }, name);
}

/** What does not fit into the width of the window: the page itself, or something that one reads or presses. */
export async function sideways(page) {
  return page.evaluate(() => {
    const wide = document.scrollingElement.scrollWidth - innerWidth;
    const outside = [...document.querySelectorAll("button, a, input, select, h1, h2, dialog[open]")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      // The table has a scrollbar of its own.
      .filter((element) => !element.closest("[role=grid], .skip, .offscreen"))
      .filter((element) => {
        const { width, left, right } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1);
      })
      .map((element) => (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 30));
    return [...(wide > 0 ? [`${wide} px too wide`] : []), ...outside.map((text) => `“${text}” is cut off at the edge`)];
  });
}
