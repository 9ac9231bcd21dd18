import { count, expect, expectRow, fillNewSource, open, runs, test } from "../support/page.mjs";

test("a wrong password says so and keeps what was typed; the right one shows the runs", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { name: "Cellar", address: nas.url, password: "wrong" });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Account or password is wrong" })).toBeVisible();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Cellar");
  await expect(dialog.getByLabel("Address")).toHaveValue(nas.url);
  await expect(dialog.getByLabel("Account")).toHaveValue("admin");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("wrong");

  await dialog.getByLabel("Password", { exact: true }).fill("tapedeck");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(count(page)).toHaveText("7,553 runs");
  await expectRow(runs(page), 1);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cellar" })).toBeVisible();
});

test("a form with gaps and mistakes says what is needed, field by field", async ({ page, simulator }) => {
  await open(page, simulator);
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog", { name: "Add source" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await dialog.getByRole("button", { name: "Sign in" }).click();
  for (const field of ["Address", "Account"]) {
    await expect(dialog.getByLabel(field)).toHaveAccessibleDescription(/This is needed\./);
  }
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/This is needed\./);

  for (const [address, sentence] of [
    ["ftp://nas.example.com", "An address begins with https:// or http://."],
    ["https://admin:secret@nas.example.com", "Leave account and password out of the address"],
    ["https://quickconnect.to/example", "QuickConnect leads to a relay page"],
  ]) {
    await dialog.getByLabel("Address").fill(address);
    await expect(dialog.getByLabel("Address")).toHaveAccessibleDescription(new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    await expect(dialog.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  }
});

test("a typed password can be looked at", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { address: nas.url, password: "letmesee" });
  const password = dialog.getByLabel("Password", { exact: true });
  await expect(password).toHaveAttribute("type", "password");
  await dialog.getByRole("button", { name: "Show" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await dialog.getByRole("button", { name: "Hide" }).click();
  await expect(password).toHaveAttribute("type", "password");
});

test("an attempt that was given up leaves no source behind that nobody wanted", async ({ page, simulator, nas }) => {
  await open(page, simulator, "#/sources");
  const dialog = await fillNewSource(page, { name: "Given up", address: nas.url, password: "wrong" });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Account or password is wrong" })).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // It stays, not signed in, so that what was typed is not lost; and it can be removed.
  const card = page.getByRole("listitem").filter({ hasText: "Given up" });
  await expect(card.getByRole("status")).toHaveText("Not signed in");
  await card.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog", { name: "Remove Given up?" }).getByRole("button", { name: "Remove" }).click();
  await expect(card).toHaveCount(0);
});

// The first field took the focus in the next frame, however late that came: on a busy machine a password was written behind
// the account's name.
test("who writes in the second field before the first frame stays there", async ({ page, nas }) => {
  await page.addInitScript(() => {
    const [later, held] = [window.requestAnimationFrame.bind(window), []];
    window.requestAnimationFrame = (call) => (window.holds ? held.push(call) : later(call));
    window.release = () => {
      window.holds = false;
      held.splice(0).forEach((call) => later(call));
      return new Promise((done) => later(() => later(done)));
    };
  });
  nas.offer();
  await open(page, nas.simulator, "#/sources");
  await page.evaluate(() => (window.holds = true));
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).pressSequentially("tape");
  await page.evaluate(() => window.release());
  await page.keyboard.type("deck");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("tapedeck");
});
