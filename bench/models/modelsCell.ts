/** A Node process that times the steps of the studio's own models on WebGPU by Dawn. */
import { globals } from "webgpu";
import { serveLines } from "../remote/serveLines.ts";

Object.assign(globalThis, globals);
// tfjs has a WebGPU backend only where it sees one when it is loaded.
Object.defineProperty(globalThis, "navigator", { value: { gpu: {} } });

const { openModelTimer } = await import("./modelTimer.ts");
const timer = await openModelTimer();
await serveLines({
  names: async () => timer.names,
  time: async (id: string) => timer.time(id),
});
