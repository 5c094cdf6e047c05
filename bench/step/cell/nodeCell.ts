/** A cell as a Node process: WebGPU by Dawn, WASM without relaxed SIMD. */
import { availableParallelism } from "node:os";
import { globals } from "webgpu";
import { dawnDevice } from "../../../src/gpu/testing/dawn.ts";
import { openNodeMachine } from "../../../src/wasm/step/testing/nodeMachine.ts";
import { serveLines } from "../../remote/serveLines.ts";
import { Cell } from "./cell.ts";
import { startWasm, startWebGpu } from "./engines/ours.ts";
import { startStock } from "./engines/stock/stock.ts";
import { GpuMeter } from "./gpuMeter.ts";

Object.assign(globalThis, globals);
// tfjs has a WebGPU backend only where it sees one when it is loaded.
Object.defineProperty(globalThis, "navigator", { value: { gpu: {} } });
const stockBackends = () => import("./backends.ts");

const cell = new Cell(
  {
    "webgpu-fast": startWebGpu(dawnDevice),
    "webgpu-stock": startStock(async () => (await stockBackends()).useWebGpu(await dawnDevice())),
    wasm: startWasm(() => openNodeMachine(availableParallelism())),
  },
  new GpuMeter(),
);
await serveLines(cell.methods);
