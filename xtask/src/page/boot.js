// Starts the page. Comes in place of the inline script that Trunk writes, so that the policy needs no hash.
// A failure, also one before any Rust runs, is shown by the crash page of index.html.
globalThis.tapedeckDemo = new URL("./demo.wasm", import.meta.url).href;

// An engine in the page, for where no worker can be started. It looks like a worker, and takes turns as one would.
let engines = 0;
globalThis.tapedeckEngine = () => {
  const engine = { onmessage: null, onerror: null };
  const fail = (error) => engine.onmessage?.({ data: { failed: String(error) } });
  const start = async () => {
    // Each has a program of its own: one that broke cannot be used again.
    const { default: init, connect } = await import(`./engine.js?${++engines}`);
    await init();
    return connect((data) => setTimeout(() => engine.onmessage?.({ data })));
  };
  const started = start();
  started.catch(fail);
  engine.postMessage = (data) => started.then((take) => take(data)).catch(fail);
  engine.terminate = () => (engine.postMessage = () => {});
  return engine;
};

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
