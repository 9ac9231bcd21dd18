import { allow, count, details, expect, expectRow, fillNewSource, filterBox, lines, open, openSignedIn, place, row, runs, signIn, startDemo, test } from "../support/page.mjs";

test("the engine works in the page as in a worker", async ({ page, simulator, nas }) => {
  await openSignedIn(page, nas, "#/runs", { query: "?engine=page" });
  expect(page.workers()).toHaveLength(0);
  await expect(count(page)).toHaveText("7,553 runs");
  await expectRow(runs(page), 1);
  await page.getByRole("main").getByRole("button", { name: "Failed", exact: true }).click();
  await expectRow(runs(page), 1, "Failed");
  await row(runs(page), 1).click();
  await details(page).getByRole("link", { name: "Lines of this run" }).click();
  await expectRow(lines(page), 1);
  await place(page, "Logs").click();
  await filterBox(page).fill("");
  await expect(count(page)).toHaveText("29,286 lines");
  await expectRow(lines(page), 1);
});

test("the demo works with the engine in the page", async ({ page, simulator }) => {
  await open(page, simulator, "", "?engine=page");
  await startDemo(page);
  await expectRow(runs(page), 1);
  expect(page.workers()).toHaveLength(0);
});

const ENGINE = /\/engine-[0-9a-f]+\.(js|wasm)(\?|$)/;

test("the first screen needs no engine; who adds a source has it by then", async ({ page, simulator, nas }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  // What the page does when it has been open for a while never comes.
  await page.addInitScript(() => {
    const later = window.setTimeout;
    window.setTimeout = (call, ms, ...rest) => (ms === 2000 ? 0 : later(call, ms, ...rest));
  });
  await open(page, simulator, "", "?engine=page");
  await expect(page.getByRole("button", { name: "Try with demo data" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => ENGINE.test(url))).toEqual([]);
  const loaded = page.waitForResponse((response) => ENGINE.test(response.url()) && response.url().includes(".wasm"));
  const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url });
  await loaded;
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(count(page)).toHaveText("7,553 runs");
  expect(asked.filter((url) => ENGINE.test(url))).toHaveLength(2);
});

test.describe("without it", () => {
  test.use({ allowed: allow(/ERR_FAILED/) });

  test("an engine that cannot be fetched ahead is no concern of anybody's, and is fetched when it is needed", async ({ page, simulator }) => {
    await page.route(ENGINE, (route) => route.abort(), { times: 1 });
    const failed = page.waitForEvent("requestfailed", (request) => ENGINE.test(request.url()));
    await open(page, simulator, "", "?engine=page");
    await failed;
    await expect(page.getByRole("button", { name: "Try with demo data" })).toBeVisible();
    await startDemo(page);
    await expectRow(runs(page), 1);
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toHaveCount(0);
  });

  test("an engine that cannot be loaded is told, and can be started again", async ({ page, simulator }) => {
    await page.route(ENGINE, (route) => route.abort(), { times: 1 });
    await open(page, simulator, "", "?engine=page");
    await page.getByRole("button", { name: "Try with demo data" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeVisible();
    await page.getByRole("button", { name: "Restart the engine" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeHidden();
    await place(page, "Runs").click();
    await expectRow(runs(page), 1);
  });
});

test("by default there is one worker", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  await expectRow(runs(page), 1);
  expect(page.workers()).toHaveLength(1);
});

test.describe("breaking on purpose", () => {
  // What a panic leaves behind in the console, besides what the page shows.
  test.use({ allowed: allow(/unreachable/, /the page was asked to break/, /panicked at/, /RuntimeError/, /too old for Tapedeck/) });

  test("a broken engine is told, and after a restart the view is the same", async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/logs?q=severity:error", { query: "?diagnose=1" });
    await expectRow(lines(page), 1, "Error");
    const first = await row(lines(page), 1).textContent();
    const url = page.url();
    await page.getByRole("button", { name: "Break the engine" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("What to report");
    await page.getByRole("button", { name: "Restart the engine" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeHidden();
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await signIn(page);
    await expectRow(lines(page), 1, "Error");
    expect(await row(lines(page), 1).textContent()).toBe(first);
    expect(page.url()).toBe(url);
    await expect(filterBox(page)).toHaveValue("severity:error");
  });

  test("what is to be reported of a broken engine says where it broke", async ({ page, simulator }) => {
    await open(page, simulator, "", "?diagnose=1");
    await startDemo(page);
    await page.getByRole("button", { name: "Break the engine" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/\.rs:\d+|asked to/);
  });

  test("after a restart the demo needs no sign-in", async ({ page, simulator }) => {
    await open(page, simulator, "", "?diagnose=1");
    await startDemo(page);
    await expectRow(runs(page), 1);
    for (let times = 0; times < 2; times += 1) {
      await page.getByRole("button", { name: "Break the engine" }).click();
      await page.getByRole("button", { name: "Restart the engine" }).click();
      await expectRow(runs(page), 1);
    }
    expect(page.workers()).toHaveLength(1);
  });

  test("a broken page says so, with what to report, and can be reloaded", async ({ page, simulator }) => {
    await open(page, simulator, "#/sources", "?diagnose=1");
    await page.getByRole("button", { name: "Break the page" }).click();
    const crash = page.getByRole("alert").filter({ has: page.getByRole("heading", { name: "Tapedeck stopped" }) });
    await expect(crash).toBeVisible();
    await expect(crash.getByLabel("Text for the report")).toContainText("the page was asked to break");
    await expect(page.getByRole("main")).toBeHidden();
    await crash.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { name: "Sources", level: 1 })).toBeVisible();
    await expect(crash).toBeHidden();
  });

  test("a browser without vectors in WebAssembly is told which ones have them", async ({ page, simulator }) => {
    await page.addInitScript(() => (WebAssembly.validate = () => false));
    await page.goto(simulator.url);
    await expect(page.getByRole("alert").getByLabel("Text for the report")).toContainText("Use Chrome or Edge from 91");
    await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
  });

  test("a broken engine in the page is told, and can be restarted too", async ({ page, simulator }) => {
    await open(page, simulator, "", "?diagnose=1&engine=page");
    await startDemo(page);
    await expectRow(runs(page), 1);
    const first = await row(runs(page), 1).textContent();
    await page.getByRole("button", { name: "Break the engine" }).click();
    await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeVisible();
    await page.getByRole("button", { name: "Restart the engine" }).click();
    await expectRow(runs(page), 1);
    expect(await row(runs(page), 1).textContent()).toBe(first);
  });
});
