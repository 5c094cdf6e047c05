/** The executors of Node: WebGPU by Dawn, WASM without relaxed SIMD. */
import { dawnDevice } from "../../src/gpu/testing/dawn.ts";
import { openNodeMachine } from "../../src/wasm/step/testing/nodeMachine.ts";
import { serveLines } from "../remote/serveLines.ts";
import { checkCases } from "./checkCases.ts";
import { onGpu, onWasm } from "./executors.ts";

await serveLines({
  webgpu: async () => checkCases(onGpu(await dawnDevice(), false)),
  "webgpu-software": async () => checkCases(onGpu(await dawnDevice(), true)),
  wasm: async () => checkCases(onWasm(await openNodeMachine(1))),
  "wasm-threads": async () => checkCases(onWasm(await openNodeMachine(2))),
});
