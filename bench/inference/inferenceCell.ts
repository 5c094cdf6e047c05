/** One engine with one case, in a worker of a browser of its own. */
import * as tf from "@tensorflow/tfjs";
import { stateVariables } from "../../src/engine/checkpoints/modelState.ts";
import { drawing, explaining, type Forward, judging } from "../../src/engine/inference/forward.ts";
import { gpuWeightsOn } from "../../src/engine/inference/gpuWeights.ts";
import { onTfjs, programOf } from "../../src/engine/inference/inference.ts";
import { wasmWeightsOn } from "../../src/engine/inference/wasmWeights.ts";
import type { WeightCopy } from "../../src/engine/inference/weightCopy.ts";
import type { BuiltModel } from "../../src/engine/models/builtModel.ts";
import {
  fillHparams,
  type Generative,
  type ModelDefinition,
} from "../../src/engine/models/model.ts";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { readAll } from "../../src/engine/steps/stateData.ts";
import { registry } from "../../src/engine/tasks/registry.ts";
import { feedsFor, stir } from "../../src/engine/testing/forwardCases.ts";
import { registerWebGpuBackend } from "../../src/gpu/webgpuBackend.ts";
import type { Feeds, Outputs } from "../../src/graph/executable.ts";
import { Rng } from "../../src/lib/rng.ts";
import { openMachine } from "../../src/wasm/step/openMachine.ts";
import { activateWasm } from "../../src/wasm/wasmBackend.ts";
import { openGpu } from "../openGpu.ts";
import { serveMessages } from "../remote/serveMessages.ts";
import type { CaseName, EngineName } from "./cases.ts";

type Run = (feeds: Feeds) => Promise<Outputs>;

interface Engine {
  readonly device: string;
  /** Null: on TensorFlow.js. */
  readonly weights: WeightCopy | null;
}

const classes = 4;

const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  async wasm() {
    await activateWasm(1); // for what is recorded
    const machine = await openMachine();
    const weights = await wasmWeightsOn(async () => machine)();
    return { device: `${machine.threads} threads`, weights };
  },
  async stock() {
    return {
      device: `${await activateWasm(navigator.hardwareConcurrency)} threads`,
      weights: null,
    };
  },
  async webgpu() {
    const gpu = await openGpu();
    await takeWebGpu(gpu);
    return { device: gpu.name, weights: await gpuWeightsOn(gpu)() };
  },
  async "stock-webgpu"() {
    const gpu = await openGpu();
    await takeWebGpu(gpu);
    return { device: gpu.name, weights: null };
  },
};

async function takeWebGpu(gpu: Awaited<ReturnType<typeof openGpu>>): Promise<void> {
  registerWebGpuBackend(gpu);
  if (!(await tf.setBackend("webgpu"))) throw new Error("WebGPU did not start");
}

/** The model of a case at the width that it is shipped with, and what is computed in one call. */
function problemOf(name: CaseName): { model: BuiltModel; forwards: Forward<never>[] } {
  const build = (id: "classifier" | "gan", width: number, size: number) => {
    const definition = registry[id] as ModelDefinition; // both are there
    const hparams = fillHparams(definition.hparams, { width });
    return definition.build(hparams, { size, classes: id === "gan" ? 1 : classes }, new Rng(1));
  };
  const drawn = (count: number) => {
    const model = build("gan", 32, 32);
    return { model, forwards: [drawing(model as Generative, count)] as Forward<never>[] };
  };
  switch (name) {
    case "classifier-64-b32":
      return {
        model: build("classifier", 24, 64),
        forwards: [judging(32, 64, 64)] as Forward<never>[],
      };
    case "gan-32-b1":
      return drawn(1);
    case "gan-32-b144":
      return drawn(144);
    case "photo-25-heat":
      return {
        model: build("classifier", 24, 64),
        forwards: [judging(25, 64, 64), explaining(classes, 1, 320, 320)] as Forward<never>[],
      };
    default:
      return name satisfies never;
  }
}

let call: () => Promise<Outputs[]> = async () => {
  throw new Error("Not open");
};

async function compiled(model: BuiltModel, forward: Forward<never>, weights: WeightCopy) {
  const program = programOf(model, forward);
  const computation = await weights.compile(program);
  weights.write(await readAll(new Map(stateVariables(model))));
  return (feeds: Feeds) => computation.compute(feeds);
}

serveMessages({
  /** @returns the device, and the results of the first call as plain numbers */
  async open(engineName: EngineName, name: CaseName) {
    registerGradients();
    const { device, weights } = await engines[engineName]();
    const { model, forwards } = problemOf(name);
    stir(model, 1);
    const runs: (readonly [Run, Feeds])[] = [];
    for (const forward of forwards) {
      const plain: Run = (feeds) => onTfjs(model, forward, feeds);
      const run = weights ? await compiled(model, forward, weights) : plain;
      runs.push([run, feedsFor(forward, 1)]);
    }
    call = async () => {
      const outputs: Outputs[] = [];
      for (const [run, feeds] of runs) outputs.push(await run(feeds));
      return outputs;
    };
    await call(); // compilers and pools settle
    const outputs = await call();
    return {
      device,
      numbers: outputs.flatMap((all) =>
        Object.values(all).flatMap((one) => [...one.slice(0, 5000)]),
      ),
    };
  },
  /** Calls for about so long; at least one. @returns ms of each */
  async turn(maxMs: number, most: number) {
    const samples: number[] = [];
    const end = performance.now() + maxMs;
    do {
      const start = performance.now();
      await call();
      samples.push(performance.now() - start);
    } while (performance.now() < end && samples.length < most);
    return samples;
  },
});
