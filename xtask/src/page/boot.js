// Starts the page. Comes in place of the inline script that Trunk writes, so that the policy needs no hash.
// A failure, also one before any Rust runs, is shown by the crash page of index.html.
globalThis.tapedeckDemo = new URL("./demo.wasm", import.meta.url).href;
globalThis.tapedeckClients = new URL("./clients.wasm", import.meta.url).href;
try {
  const { default: init, ...bindings } = await import("./tapedeck.js");
  const wasm = await init();
  window.wasmBindings = bindings;
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm } }));
} catch (error) {
  const find = (id) => document.getElementById(id);
  const detail = find("crash-detail");
  // A panic has told more already.
  if (detail && !detail.textContent) detail.textContent = String(error);
  find("crash-reload")?.addEventListener("click", () => location.reload());
  find("app")?.setAttribute("hidden", "");
  find("crash")?.removeAttribute("hidden");
  throw error;
}
