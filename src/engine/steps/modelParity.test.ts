/** What steps of every model do, compiled for each device, beside the same steps on tfjs. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { cgan } from "../models/cgan.ts";
import { convAutoencoder } from "../models/convAutoencoder.ts";
import { gan } from "../models/gan.ts";
import { registerGradients } from "../ops/gradients.ts";
import {
  type Compile,
  forGpu,
  forWasm,
  ParityTrial,
  type Tried,
  trials,
} from "../testing/modelParity.ts";

let machine: Machine;
let gpu: GpuDevice;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  [machine, gpu] = await Promise.all([openNodeMachine(2), dawnDevice()]);
});
afterAll(() => {
  machine.dispose();
  gpu.close();
});

/**
 * SwiftShader compiles a GPU's kernels for half a second each: `npm run soak -- gpu-kernels` has all
 * models with them. A model of each kind of loss is here, whose kernels are mostly the same two times;
 * every model's for software adapters, and each operation for GPUs, are tested on every change.
 */
const onGraphics = new Set<string>([gan.id, cgan.id, convAutoencoder.id]);
const isOnGraphics = ({ definition, changes }: Tried): boolean =>
  onGraphics.has(definition.id) && changes.spectralNorm !== true;

const [wasm, software, graphics] = ["WASM", "software WebGPU", "WebGPU"] as const;
type Device = typeof wasm | typeof software | typeof graphics;

const compilers: Readonly<Record<Device, () => Compile>> = {
  [wasm]: () => forWasm(machine),
  [software]: () => forGpu(gpu, true),
  [graphics]: () => forGpu(gpu, false),
};

describe.each(trials)("steps of $definition.id with $changes", (tried) => {
  let trial: ParityTrial;
  beforeAll(async () => {
    trial = await ParityTrial.open(tried);
  });
  afterAll(() => trial.dispose());

  it.each(isOnGraphics(tried) ? [wasm, software, graphics] : [wasm, software])(
    "do on %s what they do on tfjs",
    async (device) => {
      expect(await trial.differing(compilers[device](), "end")).toEqual([]);
    },
    240_000, // a software adapter compiles for a minute where others compute too
  );

  it("do so from the first on, and lead to the same losses", async () => {
    expect(await trial.differing(forWasm(machine), "start")).toEqual([]);
    const losses = await trial.compiledLosses(forWasm(machine));
    expect(losses).toHaveLength(trial.losses.length);
    trial.losses.forEach((at, step) => {
      for (const [name, loss] of Object.entries(at)) {
        const difference = Math.abs((losses[step]?.[name] ?? Number.NaN) - loss);
        expect(difference, `${name} of step ${step}`).toBeLessThanOrEqual(1e-3 * Math.abs(loss));
      }
    });
  });
});
