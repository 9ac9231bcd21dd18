// How much memory a page and its workers hold.

/**
 * Bytes after a collection of garbage: what `performance.measureUserAgentSpecificMemory()` counts (JavaScript, DOM, array
 * buffers, of the page and its workers), and the WebAssembly memories, which it leaves out. Those are found by asking the
 * debugger of the page and of each worker for all objects with their prototype.
 */
export async function memory(page, context) {
  const counted = await page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes);
  const cdp = await context.newCDPSession(page);
  const workers = new Workers(cdp);
  await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let wasm = await wasmBytes((method, params) => cdp.send(method, params));
  for (const session of workers.sessions) wasm += await wasmBytes((method, params) => workers.send(session, method, params));
  await cdp.detach();
  return counted + wasm;
}

export async function wasmBytes(send) {
  const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return sum.result.value;
}

/** The debuggers of a page's workers, spoken to through the page's. */
export class Workers {
  sessions = [];
  #cdp;
  #waiting = new Map();
  #last = 0;

  constructor(cdp) {
    this.#cdp = cdp;
    cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => targetInfo.type === "worker" && this.sessions.push(sessionId));
    cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, result, error } = JSON.parse(message);
      const waiting = this.#waiting.get(id);
      if (error) waiting?.failed(new Error(error.message));
      else waiting?.done(result);
    });
  }

  async send(sessionId, method, params) {
    const id = (this.#last += 1);
    const answer = new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
    await this.#cdp.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  }
}
