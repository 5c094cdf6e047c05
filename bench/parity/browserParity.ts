/** The executors of a browser, in a worker: its WebGPU, and WASM with what the browser offers. */
import { openMachine } from "../../src/wasm/step/openMachine.ts";
import { openGpu } from "../openGpu.ts";
import { serveMessages } from "../remote/serveMessages.ts";
import { checkCases } from "./checkCases.ts";
import { onGpu, onWasm } from "./executors.ts";

serveMessages({
  webgpu: async () => checkCases(onGpu(await openGpu(), false)),
  "webgpu-software": async () => checkCases(onGpu(await openGpu(), true)),
  wasm: async () => checkCases(onWasm(await openMachine())),
});
