import { count, expect, expectRow, fillNewSource, open, openSignedIn, place, runs, signIn, startDemo, test } from "../support/page.mjs";

const card = (page, name) => page.getByRole("main").getByRole("listitem").filter({ hasText: name });

test("signing out ends the session at the source and takes its rows away", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  await expectRow(runs(page), 1);
  expect(await nas.sessions()).toMatchObject({ sessions: 1 });
  await place(page, "Sources").click();
  await card(page, "Office NAS").getByRole("button", { name: "Sign out" }).click();
  await expect(card(page, "Office NAS").getByRole("status")).toHaveText("Not signed in");
  await expect.poll(() => nas.sessions()).toMatchObject({ sessions: 0 });
  await place(page, "Runs").click();
  await expect(runs(page)).toHaveCount(0);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("dialog").getByLabel("Password", { exact: true })).toHaveValue("");
});

test("an offered source can be neither removed nor edited", async ({ page, nas }) => {
  nas.offer();
  await open(page, nas.simulator, "#/sources");
  await expect(card(page, "Office NAS")).toContainText("Offered by this page's host");
  await expect(card(page, "Office NAS").getByRole("button", { name: /Remove|Edit/ })).toHaveCount(0);
});

test("one's own source is edited and removed", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expectRow(runs(page), 1);
  await place(page, "Sources").click();
  await card(page, "Cellar").getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Cellar" });
  await expect(edit.getByLabel("Address")).toHaveValue(nas.url);
  await edit.getByLabel("Name", { exact: true }).fill("Attic");
  await edit.getByText("More settings").click();
  await edit.getByLabel("Time zone of the source").fill("Moon/Base");
  await expect(edit.getByText("This browser knows no such time zone.")).toBeVisible();
  await edit.getByLabel("Time zone of the source").fill("Europe/Berlin");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toBeHidden();
  await expect(card(page, "Attic")).toContainText("Europe/Berlin");
  await expect(card(page, "Attic").getByRole("status")).toHaveText("Signed in");

  await card(page, "Attic").getByRole("button", { name: "Remove" }).click();
  const sure = page.getByRole("dialog", { name: "Remove Attic?" });
  await sure.getByRole("button", { name: "Cancel" }).click();
  await expect(card(page, "Attic")).toBeVisible();
  await card(page, "Attic").getByRole("button", { name: "Remove" }).click();
  await sure.getByRole("button", { name: "Remove" }).click();
  await expect(card(page, "Attic")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("None yet. Add the first one, or look around with demo data.")).toBeVisible();
});

test("two sources in one table, newest first, and one of them alone", async ({ page, nas }) => {
  nas.offer();
  await open(page, nas.simulator, "#/sources");
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await expect(card(page, "Demo NAS").getByRole("status")).toHaveText("Signed in");
  await card(page, "Office NAS").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expect(page.getByText("6 sources, 6 signed in.")).toBeVisible();
  await page.evaluate((id) => void (location.hash = `#/runs?source=${id},demo-nas`), nas.id);
  await expect(count(page)).toHaveText("15,106 runs", { timeout: 30_000 });
  await expect(runs(page).getByRole("columnheader", { name: "Source" })).toBeVisible();
  await page.getByRole("combobox", { name: "Source", exact: true }).selectOption("Office NAS");
  await expect(count(page)).toHaveText("7,553 runs");
  await expect(runs(page).getByRole("columnheader", { name: "Source" })).toHaveCount(0);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Demo NAS" }).click();
  await expect(page).toHaveURL(/source=demo-nas/);
  await expectRow(runs(page), 1);
});

test("one source that waits for a person does not hide the other", async ({ page, nas }) => {
  nas.offer();
  await open(page, nas.simulator, "#/sources");
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await expect(card(page, "Demo NAS").getByRole("status")).toHaveText("Signed in");
  await place(page, "Runs").click();
  await expectRow(runs(page), 1);
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "Office NAS: Not signed in, shown without it" })).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Incomplete");
});

test("Refresh reads again what the source has now", async ({ page, context, nas }) => {
  await openSignedIn(page, nas);
  await expectRow(runs(page), 1);
  const asked = context.waitForEvent("request", (request) => request.url().includes("/webapi/entry.cgi"));
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked;
  await expectRow(runs(page), 1);
  await expect(count(page)).toHaveText("7,553 runs");
});
