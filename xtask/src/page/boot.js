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

// Where a view will ask the engine at once, it is loaded beside the page and not after it: of saved sources, or with a file
// to open. What it says before the page listens waits in `early`. One that fails is forgotten, and the page tries again.
const hasSources = () => {
  try {
    return (localStorage.getItem("tapedeck.sources.1") ?? "[]") !== "[]";
  } catch {
    return false;
  }
};
const script = document.querySelector("meta[name=tapedeck-worker]")?.content;
if (script && (/[?&]open=/.test(location.hash) || hasSources())) {
  try {
    const worker = new Worker(script, { type: "module" });
    const early = [];
    worker.onmessage = ({ data }) => early.push(data);
    worker.onerror = (event) => {
      event.preventDefault();
      delete globalThis.tapedeckWorker;
    };
    globalThis.tapedeckWorker = { worker, early };
  } catch {
    // The page starts an engine of its own.
  }
}

// The smallest program with a vector. Without this check, only the browser's own words would say what is missing.
const VECTOR = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
const TOO_OLD =
  "This browser is too old for Tapedeck: it cannot work with vectors in WebAssembly. Use Chrome or Edge from 91, Firefox from 89, or Safari from 16.4.";

try {
  if (!WebAssembly.validate(Uint8Array.from(VECTOR))) throw new Error(TOO_OLD);
  const { default: init, ...bindings } = await import("./tapedeck.js");
  const wasm = await init();
  window.wasmBindings = bindings;
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm } }));
} catch (error) {
  const find = (id) => document.getElementById(id);
  const detail = find("crash-detail");
  // A panic has told more already.
  if (detail && !detail.textContent) detail.textContent = String(error).replace(/^Error: /, "");
  find("crash-reload")?.addEventListener("click", () => location.reload());
  find("app")?.setAttribute("hidden", "");
  find("crash")?.removeAttribute("hidden");
  throw error;
}
