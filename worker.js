// Starts the engine in a worker. Addresses are relative to this file. The build puts the hashed names of the files in.
// A failure is told to the page as {failed: "…"}, because an error while loading shows it nothing to read.
globalThis.tapedeckDemo = new URL("./demo.wasm", import.meta.url).href;
try {
  const { default: init, connect } = await import("./engine.js");
  await init();
  const take = connect((event) => postMessage(event));
  onmessage = ({ data }) => take(data);
} catch (error) {
  postMessage({ failed: String(error) });
}
