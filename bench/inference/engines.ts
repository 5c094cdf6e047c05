/** What computes in a cell: our programs, TensorFlow.js, ONNX Runtime. */
import * as tf from "@tensorflow/tfjs";
import { stateVariables } from "../../src/engine/checkpoints/modelState.ts";
import type { Forward } from "../../src/engine/inference/forward.ts";
import { gpuWeightsOn } from "../../src/engine/inference/gpuWeights.ts";
import { onTfjs, programOf } from "../../src/engine/inference/inference.ts";
import { wasmWeightsOn } from "../../src/engine/inference/wasmWeights.ts";
import type { WeightCopy } from "../../src/engine/inference/weightCopy.ts";
import type { BuiltModel } from "../../src/engine/models/builtModel.ts";
import { readAll } from "../../src/engine/steps/stateData.ts";
import type { GpuDevice } from "../../src/gpu/gpuDevice.ts";
import { registerWebGpuBackend } from "../../src/gpu/webgpuBackend.ts";
import type { Feeds } from "../../src/graph/executable.ts";
import { openMachine } from "../../src/wasm/step/openMachine.ts";
import { activateWasm } from "../../src/wasm/wasmBackend.ts";
import { openGpu } from "../openGpu.ts";
import type { EngineName } from "./cases.ts";
import { prepareOnnx } from "./onnx/runtime.ts";
import type { Prepared } from "./prepared.ts";

export interface Engine {
  readonly device: string;
  readonly prepare: (model: BuiltModel, forward: Forward<never>, feeds: Feeds) => Promise<Prepared>;
}

/** Those that compute in a browser. */
export type CellEngine = Exclude<EngineName, "pytorch-cpu">;

export const engines: Readonly<Record<CellEngine, () => Promise<Engine>>> = {
  wasm: () => ours(),
  "wasm-plain": () => ours(false),
  async onnxruntime() {
    await activateWasm(1); // for what is recorded
    const threads = navigator.hardwareConcurrency;
    return {
      device: `${threads} threads`,
      prepare: async (model, forward, feeds) => {
        const state = await readAll(new Map(stateVariables(model)));
        return prepareOnnx(programOf(model, forward), state, feeds, threads);
      },
    };
  },
  async stock() {
    const threads = await activateWasm(navigator.hardwareConcurrency);
    return { device: `${threads} threads`, prepare: directly };
  },
  async webgpu() {
    const gpu = await takeWebGpu();
    return { device: gpu.name, prepare: compiledOn(await gpuWeightsOn(gpu)()) };
  },
  async "stock-webgpu"() {
    return { device: (await takeWebGpu()).name, prepare: directly };
  },
};

async function ours(...relaxed: Parameters<typeof openMachine>): Promise<Engine> {
  await activateWasm(1); // for what is recorded
  const machine = await openMachine(...relaxed);
  const weights = await wasmWeightsOn(async () => machine)();
  return { device: `${machine.threads} threads`, prepare: compiledOn(weights) };
}

async function takeWebGpu(): Promise<GpuDevice> {
  const gpu = await openGpu();
  registerWebGpuBackend(gpu);
  if (!(await tf.setBackend("webgpu"))) throw new Error("WebGPU did not start");
  return gpu;
}

const asItIs = (_: string, numbers: Float32Array) => numbers;

const directly: Engine["prepare"] = async (model, forward, feeds) => ({
  call: () => onTfjs(model, forward, feeds),
  plain: asItIs,
});

const compiledOn =
  (weights: WeightCopy): Engine["prepare"] =>
  async (model, forward, feeds) => {
    const computation = await weights.compile(programOf(model, forward));
    weights.write(await readAll(new Map(stateVariables(model))));
    return { call: () => computation.compute(feeds), plain: asItIs };
  };
