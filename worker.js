// Starts the engine: the same program as the page, in a worker, where `main` finds a worker's scope.
// Addresses are relative to this file. The build puts the hashed names of the files in.
// A failure is told to the page as {failed: "…"}, because an error while loading shows it nothing to read.
globalThis.tapedeckDemo = new URL("./demo.wasm", import.meta.url).href;
globalThis.tapedeckClients = new URL("./clients.wasm", import.meta.url).href;
try {
  const { default: init } = await import("./tapedeck.js");
  await init();
} catch (error) {
  postMessage({ failed: String(error) });
}
