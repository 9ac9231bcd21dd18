// The vendors' clients are a program of their own, which the page loads at the first sign-in.

import { allow, count, expect, fillNewSource, open, test } from "../support/page.mjs";

const CLIENTS = /\/clients-[0-9a-f]+\.wasm$/;

test("the clients are loaded at the first sign-in, once, and not before", async ({ page, simulator, nas }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, simulator, "", "?engine=page");
  const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url });
  expect(asked.filter((url) => CLIENTS.test(url))).toEqual([]);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(count(page)).toHaveText("7,553 runs");
  expect(asked.filter((url) => CLIENTS.test(url))).toHaveLength(1);
});

test.describe("without them", () => {
  test.use({ allowed: allow(/ERR_FAILED/) });

  test("clients that cannot be loaded are told, and the next attempt loads them", async ({ page, simulator, nas }) => {
    await page.route(CLIENTS, (route) => route.abort(), { times: 1 });
    await open(page, simulator, "", "?engine=page");
    const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url });
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog.getByRole("alert")).toContainText("A part of this page is missing");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog).toBeHidden();
    await expect(count(page)).toHaveText("7,553 runs");
  });
});
