import { BROWSER_SAYS, allow, expect, fillNewSource, open, test } from "../support/page.mjs";

test.use({
  allowed: allow(BROWSER_SAYS.network("ERR_CONNECTION_REFUSED", "ERR_NAME_NOT_RESOLVED", "ERR_UNSAFE_PORT", "ERR_INTERNET_DISCONNECTED")),
});

for (const [what, address] of [
  ["an unknown host", "http://no-such-host.invalid/"],
  ["a refused connection", "http://127.0.0.1:9/"],
]) {
  test(`${what} says that nothing answered, and keeps what was typed`, async ({ page, simulator }) => {
    await open(page, simulator);
    const dialog = await fillNewSource(page, { address });
    await dialog.getByRole("button", { name: "Sign in" }).click();
    const alert = dialog.getByRole("alert").filter({ has: page.getByRole("heading") });
    await expect(alert.getByRole("heading")).toHaveText("Nothing answered");
    await expect(alert).toContainText("The host may be wrong or switched off");
    await expect(dialog.getByLabel("Address")).toHaveValue(address);
    await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("tapedeck");
    await expect(dialog.getByRole("button", { name: "Sign in" })).toBeEnabled();
  });
}

test("a browser that is off-line is told apart", async ({ page, context, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { address: nas.url });
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  const alert = dialog.getByRole("alert").filter({ has: page.getByRole("heading") });
  await expect(alert).toContainText("This computer is off-line.");
  await context.setOffline(false);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("grid", { name: "Runs" })).toBeVisible();
});
