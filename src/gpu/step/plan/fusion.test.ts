/**
 * Programs made at random, with reads before and after writes, run as fused kernels: whatever was fused,
 * inlined or computed early, the numbers must be those of one operation after the other.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StateData } from "../../../graph/executable.ts";
import {
  type Node,
  type Op,
  type Program,
  sizeOf,
  type Value,
  type ValueId,
} from "../../../graph/program.ts";
import { relativeError } from "../../../graph/testing/opCases.ts";
import { evaluate } from "../../../graph/testing/reference.ts";
import { Rng } from "../../../lib/rng.ts";
import type { GpuDevice } from "../../gpuDevice.ts";
import { dawnDevice } from "../../testing/dawn.ts";
import { compileForGpu } from "../compileForGpu.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await dawnDevice();
});
afterAll(() => gpu.device.destroy());

const full = [6, 4];
const stateShapes = [full, full, [4], [6, 1], []];

class RandomProgram {
  readonly #rng: Rng;
  readonly #values: Value[];
  readonly #nodes: Node[] = [];

  constructor(seed: number) {
    this.#rng = new Rng(seed);
    this.#values = stateShapes.map((shape, at) => ({
      shape,
      dtype: "float32",
      origin: { kind: "state", name: `state${at}` },
    }));
  }

  program(length: number): Program {
    for (let at = 0; at < length; at++) this.#step();
    const last = this.#add({ name: "reduce", fn: "mean", axes: [0, 1] }, [this.#value(full)], []);
    return { values: this.#values, nodes: this.#nodes, results: { last, first: this.#value([]) } };
  }

  state(): StateData {
    return Object.fromEntries(
      stateShapes.map((shape, at) => [
        `state${at}`,
        Float32Array.from(this.#rng.normals(sizeOf(shape))),
      ]),
    );
  }

  #step(): void {
    const chance = this.#rng.uniform();
    if (chance < 0.2) this.#write();
    else if (chance < 0.3) this.#reduce();
    else if (chance < 0.4) this.#move();
    else if (chance < 0.6) this.#add({ name: "unary", fn: "tanh" }, [this.#value(full)], full);
    else {
      const operand = this.#value(this.#oneOf(stateShapes));
      const fn = this.#oneOf(["add", "multiply", "subtract"] as const);
      this.#add({ name: "binary", fn }, [this.#value(full), operand], full);
    }
  }

  #write(): void {
    const state = this.#rng.below(stateShapes.length);
    const value = this.#value(stateShapes[state] as number[]);
    const op = this.#oneOf([{ name: "assign" }, { name: "movingAverage", momentum: 0.5 }] as const);
    this.#nodes.push({ op, inputs: [state, value], outputs: [] });
  }

  #reduce(): void {
    const [axes, shape] = this.#oneOf([
      [[0], [4]],
      [[1], [6, 1]],
      [[0, 1], []],
    ]);
    this.#add({ name: "reduce", fn: "mean", axes }, [this.#value(full)], shape);
  }

  /** Elements change places, so that whoever reads them must not meet a write of the same kernel. */
  #move(): void {
    const turned = this.#add(
      { name: "transpose", permutation: [1, 0] },
      [this.#value(full)],
      [4, 6],
    );
    this.#add({ name: "reshape" }, [turned], full);
  }

  #add(op: Op, inputs: readonly ValueId[], shape: readonly number[]): ValueId {
    const id = this.#values.push({ shape, dtype: "float32", origin: { kind: "node" } }) - 1;
    this.#nodes.push({ op, inputs, outputs: [id] });
    return id;
  }

  #value(shape: readonly number[]): ValueId {
    const fitting = this.#values.flatMap((value, id) =>
      String(value.shape) === String(shape) ? [id] : [],
    );
    return this.#oneOf(fitting);
  }

  #oneOf<T>(choices: readonly T[]): T {
    return choices[this.#rng.below(choices.length)] as T; // never empty
  }
}

const seeds = Array.from({ length: 24 }, (_, seed) => seed);
const runs = 2;

describe.concurrent("a program made at random gives fused what it gives step by step", () => {
  it.each(seeds)("seed %i", async (seed) => {
    const random = new RandomProgram(seed);
    const program = random.program(20);
    let state = random.state();
    const executable = await compileForGpu(gpu.device, program, state, { isSoftware: true });
    const expected = [];
    for (let run = 0; run < runs; run++) {
      executable.run({});
      const after = evaluate(program, state);
      expected.push(after.results);
      state = Object.fromEntries(
        Object.entries(after.state).map(([name, data]) => [name, Float32Array.from(data)]),
      );
    }
    const actual = await executable.readState();
    const results = await executable.read();
    executable.dispose();
    for (const [name, numbers] of Object.entries(state))
      expect(relativeError(actual[name] ?? [], numbers), name).toBeLessThan(1e-4);
    expected.forEach((wanted, run) => {
      for (const [name, number] of Object.entries(wanted))
        expect(results[run]?.[name]).toBeCloseTo(number, 4);
    });
  });
});
