/** Every model's step, recorded and run by the plain interpreter, against tfjs on WASM. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Feeds, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { fillHparams } from "../models/model.ts";
import { copyInto } from "../ops/copyInto.ts";
import { registerGradients } from "../ops/gradients.ts";
import { disagreements } from "../steps/agreement.ts";
import type { CompiledStep } from "../steps/compiledStep.ts";
import { recordStep } from "../steps/recordStep.ts";
import { readAll } from "../steps/stateData.ts";
import { trained } from "../tasks/registry.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { record } from "./record.ts";
import { Unrecordable } from "./recorder.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
});

/** The interpreter as a device. */
function interpreted(program: Program, initial: StateData): CompiledStep {
  let state = initial;
  let results: Readonly<Record<string, number>>[] = [];
  return {
    run(feeds: Feeds) {
      const evaluation = evaluate(program, state, feeds);
      results.push(evaluation.results);
      const floats = Object.entries(evaluation.state).map(
        ([name, data]) => [name, Float32Array.from(data)] as const,
      );
      state = { ...state, ...Object.fromEntries(floats) };
    },
    async read() {
      const read = results;
      results = [];
      return read;
    },
    store(variables) {
      tf.tidy(() => {
        for (const [name, variable] of variables)
          variable.assign(tf.tensor(state[name] as Float32Array, variable.shape));
      });
    },
    load(data) {
      state = { ...state, ...data };
    },
    dispose() {},
  };
}

describe.each(Object.entries(trained))("the step of %s", (_, definition) => {
  it("is recorded as what tfjs does", async () => {
    const before = tf.memory().numTensors;
    const size = 16;
    const patches = new PatchSet(proceduralPatches(["checker", "cells"], 6, size, 1));
    const batchSize = 4;
    const hparams = fillHparams(definition.hparams, { width: 4, blocks: 1, batchSize });
    const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
    const strengths = {
      roll: 0.5,
      flip: 0.5,
      turn: 0.5,
      brightness: 0.1,
      contrast: 0.1,
      grey: 0.5,
    };
    const batches = new Batches(patches, {
      batchSize,
      seed: 1,
      grouping: groupingFor(definition.needs),
      strengths,
    });
    const source = { model, patches, batches, seed: 3, steps: 50 };

    const recorded = recordStep(source);
    const initial = await readAll(recorded.variables);
    const resident = await readAll(recorded.resident);
    const compiled = interpreted(recorded.program, { ...initial, ...resident });

    expect([...(await disagreements(source, recorded, compiled, initial, 7))]).toEqual([]);
    expect(await readAll(recorded.variables)).toEqual(initial); // as it was before the test
    model.dispose();
    patches.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("record", () => {
  const feeds = { x: { shape: [2], dtype: "float32" } } as const;

  it("keeps constants, feeds and state apart", () => {
    const weight = tf.variable(tf.tensor1d([2, 3]));
    const program = record({
      feeds,
      state: { weight },
      run: ({ x }) => ({ y: tf.sum(tf.mul(tf.add(x as tf.Tensor, 1), weight)) }),
    });
    const run = (x: number[]) =>
      evaluate(program, { weight: Float32Array.of(2, 3) }, { x: Float32Array.from(x) }).results.y;
    expect(run([1, 2])).toBe(13);
    expect(run([0, 0])).toBe(5);
    weight.dispose();
  });

  it("refuses tensors from outside, unknown kernels and variables assigned by hand", () => {
    const outside = tf.tensor1d([1, 2]);
    const weight = tf.variable(tf.tensor1d([2, 3]));
    const recording = (run: (x: tf.Tensor) => tf.Tensor) => () =>
      record({ feeds, state: { weight }, run: ({ x }) => ({ y: run(x as tf.Tensor) }) });
    expect(recording((x) => tf.sum(tf.add(x, outside)))).toThrow(Unrecordable);
    expect(recording((x) => tf.sum(tf.erf(x)))).toThrow("Erf");
    expect(tf.getBackend()).toBe("wasm");
    tf.dispose([outside, weight]);
  });

  it("refuses two states in one buffer, and a state that plays no part", () => {
    const weight = tf.variable(tf.tensor1d([2, 3]));
    const twin = tf.variable(tf.tensor1d([0, 0]));
    const recording = (state: Record<string, tf.Tensor>) => () =>
      record({
        feeds,
        state,
        run: ({ x }) => ({ y: tf.sum(tf.mul(x as tf.Tensor, weight)) }),
      });
    expect(recording({ weight, twin })).toThrow('"twin" is neither read nor written');
    twin.assign(weight);
    expect(recording({ weight, twin })).toThrow('"weight" and "twin" share a buffer');
    copyInto(twin, weight);
    expect(recording({ weight, twin })).toThrow('"twin" is neither read nor written');
    expect(recording({ weight })).not.toThrow();
    tf.dispose([weight, twin]);
  });
});
