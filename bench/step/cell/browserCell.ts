/** A cell as a worker of a browser. */
import { openMachine } from "../../../src/wasm/step/openMachine.ts";
import { openGpu } from "../../openGpu.ts";
import { serveMessages } from "../../remote/serveMessages.ts";
import { useWebGl, useWebGpu } from "./backends.ts";
import { Cell } from "./cell.ts";
import { startJax } from "./engines/jax/jax.ts";
import { startWasm, startWebGpu } from "./engines/ours.ts";
import { startStock } from "./engines/stock/stock.ts";
import { GpuMeter } from "./gpuMeter.ts";

const cell = new Cell(
  {
    "webgpu-fast": startWebGpu(openGpu),
    "webgpu-stock": startStock(async () => useWebGpu(await openGpu())),
    webgl: startStock(useWebGl),
    wasm: startWasm(openMachine),
    "jax-js": startJax,
  },
  typeof GPUDevice === "undefined" ? null : new GpuMeter(),
);
serveMessages(cell.methods);
