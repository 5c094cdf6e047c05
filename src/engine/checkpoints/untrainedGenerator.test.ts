/** Runs that were stored with an untrained generator go on from the average, and others as they are. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { buildModel } from "../models/builtModel.ts";
import { registerGradients } from "../ops/gradients.ts";
import type { Runs } from "../runs/runs.ts";
import { readAll } from "../steps/stateData.ts";
import {
  differentBits,
  type ResumeTrial,
  recordOf,
  registry,
  resumeTrials,
} from "../testing/resumeTrials.ts";
import { disk, session } from "../testing/runsSession.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { stateVariables, weightVariables } from "./modelState.ts";
import { type NamedArray, writeSafetensors } from "./safetensors.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", class {}); // what a preview is made of in a browser
  vi.stubGlobal("createImageBitmap", async () => ({}));
});
afterAll(() => vi.unstubAllGlobals());

const steps = 6;
const averaged = resumeTrials.filter(({ hparams }) => Number(hparams.averaging) > 0);

/** The checkpoint as it was stored: what the generator had learnt under the average's name, itself at its start. */
async function asStoredBefore(trial: ResumeTrial, bytes: Uint8Array): Promise<Uint8Array> {
  const { record, tensors } = readCheckpoint(bytes);
  const fresh = buildModel(registry, recordOf(trial, steps));
  const initial = await readAll(new Map(weightVariables(fresh)));
  fresh.dispose();
  const stored = [...tensors].map(([name, tensor]): NamedArray => {
    if (name.startsWith("generator.")) return { ...tensor, data: initial[name] as Float32Array };
    const learnt = tensors.get(name.replace("average.", "generator."));
    return { ...tensor, data: (learnt ?? tensor).data };
  });
  return writeSafetensors(stored, { run: JSON.stringify(record) });
}

async function stateOf(runs: Runs, runId: string) {
  return readAll(new Map(stateVariables((await runs.open(runId)).model)));
}

it.each(averaged)("$title goes on from the average, and says so once", async (trial) => {
  const whole = session(disk(), { registry });
  await whole.runs.train(recordOf(trial, steps));
  await whole.ended("a");

  const kept = disk();
  const first = session(kept, { registry });
  await first.runs.train(recordOf(trial, steps));
  await first.runs.pause("a");
  await first.runs.step("a");
  const bytes = (await kept.checkpoints.read("a")) as Uint8Array; // it is paused
  await kept.checkpoints.write("a", await asStoredBefore(trial, bytes));

  const second = session(kept, { registry });
  await second.runs.load();
  await second.runs.step("a");
  await second.runs.resume("a");
  await second.ended("a");
  const told = second.events.filter(({ type }) => type === "generatorMended");
  expect(told).toEqual([{ type: "generatorMended", runId: "a" }]);
  const different = differentBits(await stateOf(second.runs, "a"), await stateOf(whole.runs, "a"));
  expect(different.filter((name) => !name.startsWith("average."))).toEqual([]);
});

it("leaves alone what has not begun, and what has learnt", async () => {
  const trial = averaged[0] as ResumeTrial; // there are some
  const kept = disk();
  const { runs, events } = session(kept, { registry });
  await runs.train(recordOf(trial, 1000));
  await runs.pause("a");
  await runs.step("a");
  const bytes = (await kept.checkpoints.read("a")) as Uint8Array; // it is paused
  expect(readCheckpoint(bytes).isMended).toBe(false);
  expect(readCheckpoint(await asStoredBefore(trial, bytes)).isMended).toBe(true);
  expect(events.map(({ type }) => type)).not.toContain("generatorMended");

  const fresh = buildModel(registry, recordOf(trial, steps));
  const rng = new Rng(1); // of the matrices, which may hold anything
  const tensors = [...(await initialArrays(fresh))].map((tensor) =>
    tensor.shape.length > 1 ? { ...tensor, data: rng.normals(tensor.data.length) } : tensor,
  );
  fresh.dispose();
  const run = JSON.stringify(recordOf(trial, steps));
  expect(readCheckpoint(writeSafetensors(tensors, { run })).isMended).toBe(false);
});

async function initialArrays(model: ReturnType<typeof buildModel>): Promise<NamedArray[]> {
  const named = weightVariables(model);
  const numbers = await readAll(new Map(named));
  return named.map(([name, { shape }]) => ({
    name,
    shape,
    data: numbers[name] as Float32Array,
  }));
}
