// What tests of changing a source's settings share: the parts of the page.

export const part = (page, name) => page.getByRole("region", { name, exact: true });
export const sending = (page) => part(page, "Log forwarding");
export const keeping = (page) => part(page, "Retention");
export const certificate = (page) => part(page, "Certificate of the log server");
export const clearing = (page) => part(page, "Clear the log");
export const changes = (page) => page.getByRole("table", { name: "Changes made from this page" });
export const press = (within, name) => within.getByRole("button", { name, exact: true }).click();

/** Where certificates are that `openssl` made. */
export const CERTIFICATES = new URL("../../crates/core/tests/certificate/files/", import.meta.url).pathname;
