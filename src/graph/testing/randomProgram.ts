/** Programs made at random, with reads before and after writes: what compilers reorder or fuse shows. */
import { Rng } from "../../lib/rng.ts";
import type { StateData } from "../executable.ts";
import { type Node, type Op, type Program, sizeOf, type Value, type ValueId } from "../program.ts";

const full = [6, 4];
const stateShapes = [full, full, [4], [6, 1], [], [4, 4]];
/** Those that broadcast to `full`. */
const operandShapes = [full, [4], [6, 1], []];

export class RandomProgram {
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

  /** As `program`, which gives every tensor that is computed on the way. */
  wholeProgram(length: number): Program {
    const { values, nodes } = this.program(length);
    const computed = nodes.flatMap(({ outputs }) => outputs);
    return { values, nodes, results: Object.fromEntries(computed.map((id) => [`v${id}`, id])) };
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
    else if (chance < 0.5) this.#layer();
    else if (chance < 0.6) this.#add({ name: "unary", fn: "tanh" }, [this.#value(full)], full);
    else {
      const operand = this.#value(this.#oneOf(operandShapes));
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

  /** A product with some of what may end it. */
  #layer(): void {
    const weights = this.#value([4, 4]);
    const product = { name: "matMul", transposeA: false, transposeB: false } as const;
    const sums = this.#add(product, [this.#value(full), weights], full);
    if (this.#rng.uniform() < 0.3) this.#write();
    const biased = this.#add({ name: "binary", fn: "add" }, [sums, this.#value([4])], full);
    if (this.#rng.uniform() < 0.5) this.#add({ name: "leakyRelu", slope: 0.2 }, [biased], full);
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
