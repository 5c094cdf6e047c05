/** What is wrong with a compiled step is found, whichever variable it is about. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Node, type Program, sizeOf, type ValueId } from "../../graph/program.ts";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type TrainedDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { directly, disagreements } from "./agreement.ts";
import { recordStep, type StepSource } from "./recordStep.ts";
import { readAll } from "./stateData.ts";
import { compilerOn } from "./wasmStep.ts";

const size = 16;
const tuned = { diffAugment: 0.7, averaging: 0.99 };
let machine: Machine;
let source: StepSource;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(1);
});
afterAll(() => machine.dispose());
afterEach(() => {
  source.model.dispose();
  source.patches.packed?.dispose();
});

function sourceOf(definition: TrainedDefinition, changes = {}): StepSource {
  const patches = new PatchSet(proceduralPatches(["wood", "cells"], 6, size, 1));
  const hparams = fillHparams(definition.hparams, { ...changes, width: 4, blocks: 1 });
  const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
  const strengths = { roll: 0, flip: 0.5, turn: 0, brightness: 0, contrast: 0, grey: 0 };
  const grouping = groupingFor(definition.needs);
  const batchSize = hparams.batchSize as number;
  const batches = new Batches(patches, { batchSize, seed: 1, grouping, strengths });
  return { model, patches, batches, seed: 3, steps: 50 };
}

type Edit = (program: Program) => Program;

/** What a compiled step of the edited program does otherwise than tfjs, after `taken` steps. */
async function found(edit: Edit, taken = 0): Promise<string[]> {
  const recorded = recordStep(source);
  const { variables } = recorded;
  let before = await readAll(variables);
  for (let step = 0; step < taken; step++)
    before = (await directly(source, variables)(before, step)).state;
  const compile = compilerOn(async () => machine);
  const { program, resident } = recorded;
  const compiled = await compile(edit(program), before, resident, () => undefined);
  try {
    return [...(await disagreements(source, recorded, compiled, before, taken)).keys()];
  } finally {
    compiled.dispose();
  }
}

const stateName = ({ values }: Program, id: ValueId | undefined): string => {
  const origin = id === undefined ? undefined : values[id]?.origin;
  return origin?.kind === "state" ? origin.name : "";
};

/** Leaves out the moving averages of states with such names. */
const without =
  (names: RegExp): Edit =>
  (program) => {
    const isKept = ({ op, inputs }: Node) =>
      op.name !== "movingAverage" || !names.test(stateName(program, inputs[0]));
    const nodes = program.nodes.filter(isKept);
    expect(nodes.length).toBeLessThan(program.nodes.length);
    return { ...program, nodes };
  };

/** Has the optimisers move one state in place of another. */
const mistaking =
  (name: string, other: string): Edit =>
  (program) => {
    const idOf = (wanted: string) =>
      program.values.findIndex((_, id) => stateName(program, id) === wanted);
    const [id, otherId] = [idOf(name), idOf(other)];
    const nodes = program.nodes.map((node) =>
      node.op.name === "adam"
        ? { ...node, inputs: node.inputs.map((input) => (input === id ? otherId : input)) }
        : node,
    );
    return { ...program, nodes };
  };

/** Makes the gradient of a parameter larger. */
const steeper =
  (parameter: string, factor: number): Edit =>
  ({ values, nodes, results }) => {
    const added = [...values];
    const edited = nodes.flatMap((node): Node[] => {
      const at = node.inputs.findIndex(
        (id) => stateName({ values, nodes, results }, id) === parameter,
      );
      const gradient = node.inputs[at + 1];
      const shape = gradient === undefined ? undefined : values[gradient]?.shape;
      if (node.op.name !== "adam" || at < 0 || gradient === undefined || !shape) return [node];
      const constant = {
        kind: "constant",
        data: new Float32Array(sizeOf(shape)).fill(factor),
      } as const;
      const factorId = added.push({ shape, dtype: "float32", origin: constant }) - 1;
      const steepId = added.push({ shape, dtype: "float32", origin: { kind: "node" } }) - 1;
      const op = { name: "binary", fn: "multiply" } as const;
      const scaled = { op, inputs: [gradient, factorId], outputs: [steepId] };
      return [scaled, { ...node, inputs: node.inputs.with(at + 1, steepId) }];
    });
    expect(edited.length).toBe(nodes.length + 1);
    return { values: added, nodes: edited, results };
  };

const asItIs: Edit = (program) => program;

describe("a compiled step beside tfjs", () => {
  it.each([
    ["a GAN with averaged weights", gan, tuned, 0],
    ["the same after some steps", gan, tuned, 5],
    ["a GAN with spectral norms", gan, { spectralNorm: true, adversarialLoss: "hinge" }, 0],
    ["a cyclic GAN", cyclegan, {}, 3],
  ] as const)("does the same for %s", async (_, definition, changes, taken) => {
    source = sourceOf(definition, changes);
    expect(await found(asItIs, taken)).toEqual([]);
  });

  it("is found out where it does not average", async () => {
    source = sourceOf(gan, tuned);
    const names = await found(without(/^average\./));
    expect(names).toContain("average.0");
    expect(names.every((name) => name.startsWith("average."))).toBe(true);
  });

  it("is found out where it trains another network in place of one", async () => {
    source = sourceOf(gan, tuned);
    expect(await found(mistaking("generator.0", "average.0"))).toContain("generator.0");
  });

  it("is found out where it leaves statistics of batch normalisation alone", async () => {
    source = sourceOf(gan);
    const names = await found(without(/^discriminator\./));
    expect(names.length).toBeGreaterThanOrEqual(4); // mean and variance of two layers
    expect(names.every((name) => name.startsWith("discriminator."))).toBe(true);
  });

  it("is found out where it does not follow the singular vectors", async () => {
    source = sourceOf(gan, { spectralNorm: true, adversarialLoss: "hinge" });
    expect((await found(without(/^discriminator\./))).length).toBeGreaterThan(0);
  });

  it("is found out where it spoils a pool of images", async () => {
    source = sourceOf(cyclegan);
    const stale: Edit = (program) => ({
      ...program,
      nodes: program.nodes.map((node) =>
        stateName(program, node.inputs[0]) === "buffer.poolA" && node.op.name === "movingAverage"
          ? { ...node, op: { ...node.op, momentum: 0.05 } }
          : node,
      ),
    });
    expect(await found(stale, 3)).toEqual(["buffer.poolA"]);
  });

  it.each([0, 12])(
    "is found out where a gradient is a tenth too large after %i steps",
    async (taken) => {
      source = sourceOf(gan, tuned);
      const names = await found(steeper("generator.4", 1.1), taken);
      expect(names.some((name) => /^optimizer\.generator\.m\./.test(name))).toBe(true);
    },
  );

  it("leaves the model as it was, also where the device fails", async () => {
    source = sourceOf(gan, tuned);
    const recorded = recordStep(source);
    const before = await readAll(recorded.variables);
    const failing = {
      run: () => {
        throw new Error("lost");
      },
      read: async () => [],
      store: () => undefined,
      load: () => undefined,
      dispose: () => undefined,
    };
    const trial = disagreements(source, recorded, failing, before, 0);
    await expect(trial).rejects.toThrow("lost");
    expect(await readAll(recorded.variables)).toEqual(before);
  });
});
