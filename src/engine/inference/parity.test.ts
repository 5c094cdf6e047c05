/** Every model's inference, compiled, held to tfjs: by our own WebAssembly module, and by kernels on a software GPU. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import { relativeError } from "../../graph/testing/opCases.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { registerGradients } from "../ops/gradients.ts";
import { readAll } from "../steps/stateData.ts";
import { registry } from "../tasks/registry.ts";
import { builtFor, feedsFor, forwardsOf, stir } from "../testing/forwardCases.ts";
import { gpuWeightsOn } from "./gpuWeights.ts";
import { onTfjs, programOf } from "./inference.ts";
import { wasmWeightsOn } from "./wasmWeights.ts";
import type { OpenWeightCopy } from "./weightCopy.ts";

let machine: Machine;
let gpu: GpuDevice;
const devices: [string, () => OpenWeightCopy, readonly number[]][] = [
  ["WebAssembly", () => wasmWeightsOn(async () => machine), [1, 7, 32]],
  ["WebGPU", () => gpuWeightsOn(gpu), [2]],
];

beforeAll(async () => {
  registerGradients();
  registerWasmKernels();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(2);
  gpu = await dawnDevice();
});
afterAll(() => {
  machine.dispose();
  gpu.close();
});

describe.each(devices)("on %s", (_, open, batches) => {
  it.each(Object.values(registry))("$id computes what tfjs does", async (definition) => {
    const model = builtFor(definition);
    stir(model, 1);
    const weights = await open()();
    for (const batch of batches)
      for (const forward of forwardsOf(model, batch)) {
        const program = programOf(model, forward);
        const computation = await weights.compile(program);
        weights.write(await readAll(new Map(stateVariables(model))));
        const feeds = feedsFor(forward, batch);
        const outputs = await computation.compute(feeds);
        computation.dispose();
        const expected = await onTfjs(model, forward, feeds);
        for (const [name, numbers] of Object.entries(expected))
          expect(
            relativeError(outputs[name] as Float32Array, numbers),
            `${forward.name} of ${batch}: ${name}`,
          ).toBeLessThan(1e-4);
      }
    weights.dispose();
    model.dispose();
  });
});
