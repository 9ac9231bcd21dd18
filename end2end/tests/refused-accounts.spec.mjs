import { expect, fillNewSource, open, openSignedIn, test } from "../support/page.mjs";

const REFUSED = [
  { account: "blocked", title: "This computer is blocked", remedy: /unblock.*wait/i },
  { account: "guest", title: "This account cannot sign in", remedy: /./ },
  { account: "locked", title: "This account cannot sign in", remedy: /./ },
  { account: "must-change", title: "This account cannot sign in", remedy: /password/ },
  { account: "denied", title: "This account may not sign in here", remedy: /./ },
];

for (const { account, title, remedy } of REFUSED) {
  test(`the account ${account} is refused with its own sentence`, async ({ page, simulator, nas }) => {
    await open(page, simulator);
    const dialog = await fillNewSource(page, { address: nas.url, account });
    await dialog.getByRole("button", { name: "Sign in" }).click();
    const alert = dialog.getByRole("alert").filter({ has: page.getByRole("heading") });
    await expect(alert.getByRole("heading")).toHaveText(title);
    await expect(alert).toContainText(remedy);
    await expect(dialog.getByLabel("Account")).toHaveValue(account);
  });
}

for (const { account, title } of [
  { account: "nopackage", title: "Active Backup is not there" },
  { account: "viewer", title: "This account may not read this" },
]) {
  test(`the account ${account} signs in, and the list says why it is empty`, async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/runs", { account });
    await expect(page.getByRole("main").getByRole("alert").getByRole("heading")).toHaveText(title);
    await expect(page.getByRole("main").getByRole("button", { name: "Try again" })).toBeVisible();
  });
}

test("an account that is refused for its session name signs in without it", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs", { account: "portal" });
  await expect(page.getByRole("grid", { name: "Runs" })).toBeVisible();
});

test("an account that must set up its second factor first is told so where the code is asked for", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { address: nas.url, account: "enforce" });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByLabel("One-time code")).toBeVisible();
  await expect(dialog).toContainText("two-step verification");
});
