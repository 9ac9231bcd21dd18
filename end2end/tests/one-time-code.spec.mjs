import { count, expect, fillNewSource, giveCode, open, place, test } from "../support/page.mjs";

for (const account of ["otp", "otp-nosid"]) {
  test(`a wrong one-time code says so, the right one signs in: ${account}`, async ({ page, simulator, nas }) => {
    await open(page, simulator);
    const dialog = await fillNewSource(page, { address: nas.url, account });
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog.getByText("Type the code that your authenticator app shows now.").first()).toBeVisible();
    await expect(dialog.getByLabel("One-time code")).toBeFocused();

    await giveCode(page, "000000");
    await expect(dialog.getByRole("alert").filter({ hasText: "The one-time code is wrong" })).toBeVisible();
    await giveCode(page);
    await expect(dialog).toBeHidden();
    await expect(count(page)).toHaveText("7,553 runs");
  });
}

test("a code that is asked for can be left for later", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  const dialog = await fillNewSource(page, { address: nas.url, account: "otp" });
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByLabel("One-time code")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await place(page, "Sources").click();
  const card = page.getByRole("listitem").filter({ hasText: "Office NAS" });
  await expect(card.getByRole("status")).toHaveText("One-time code needed");
  await card.getByRole("button", { name: "Sign in" }).click();
  await giveCode(page);
  await expect(card.getByRole("status")).toHaveText("Signed in");
});
