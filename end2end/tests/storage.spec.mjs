import { count, expect, expectRow, fillNewSource, giveCode, open, openSignedIn, runs, signIn, startDemo, test } from "../support/page.mjs";

test("without storage everything works until the page is closed", async ({ page, context, simulator }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await open(page, simulator);
  await startDemo(page);
  await expectRow(runs(page), 1);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("group", { name: "Columns" }).getByLabel("Kind").check();
  await expect(runs(page).getByRole("columnheader", { name: "Kind" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
});

test("rubbish in the storage is as if nothing had been there", async ({ page, context, simulator }) => {
  await context.addInitScript(() => {
    localStorage.setItem("tapedeck.sources.1", '[{"id":7},');
    localStorage.setItem("tapedeck.preferences.1", '{"widths":"wide"}');
  });
  await open(page, simulator);
  await expect(page.getByRole("button", { name: "Try with demo data" })).toBeVisible();
});

test("no secret is in the address, the storage or the page after signing in", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { address: nas.url, account: "otp" });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await giveCode(page);
  await expect(dialog).toBeHidden();
  await expectRow(runs(page), 1);
  const [kept, text, databases, caches] = await page.evaluate(async () => [
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
    document.documentElement.outerHTML,
    (await indexedDB.databases()).length,
    (await window.caches.keys()).length,
  ]);
  expect(kept).toContain(nas.id);
  for (const secret of ["tapedeck\"", "123456", "device"]) expect(kept.replaceAll("tapedeck.", ""), secret).not.toContain(secret);
  expect(kept).not.toMatch(/sid|token|passw/i);
  expect(text).not.toContain("123456");
  expect(decodeURIComponent(page.url())).not.toMatch(/123456|sid=|passw/);
  expect([databases, caches]).toEqual([0, 0]);
});

test("secrets travel in the body of requests, not in their addresses", async ({ page, context, nas }) => {
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  await openSignedIn(page, nas);
  await expectRow(runs(page), 1);
  expect(asked.some((url) => url.includes("/webapi/"))).toBe(true);
  expect(asked.filter((url) => /passwd|_sid|tapedeck(?!\.json|-)/.test(new URL(url).search))).toEqual([]);
});

test("one's own sources outlive a reload, their passwords do not", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expectRow(runs(page), 1);
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("dialog", { name: "Sign in to Cellar" }).getByLabel("Account")).toHaveValue("admin");
  await signIn(page);
  await expectRow(runs(page), 1);
});
