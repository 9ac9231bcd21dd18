// Starts the engine in a worker. Addresses are relative to this file. The build puts the hashed names of the files in.
// A failure is told to the page as {failed: "…"}, because an error while loading shows it nothing to read.
globalThis.tapedeckDemo = new URL("./demo.wasm", import.meta.url).href;
// The page does not wait until the engine listens: what it says before that is kept. Nothing may be awaited before this.
const early = [];
let take = (data) => early.push(data);
onmessage = ({ data }) => take(data);
try {
  const { default: init, connect } = await import("./engine.js");
  await init();
  take = connect((event) => postMessage(event));
  early.forEach((data) => take(data));
} catch (error) {
  postMessage({ failed: String(error) });
}
