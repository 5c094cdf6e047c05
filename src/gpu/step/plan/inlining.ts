/** Which pointwise values are never stored, but computed anew wherever they are read. */
import type { ValueId } from "../../../graph/program.ts";
import type { Facts } from "./facts.ts";
import { costOf, isPointwise, isWriter, outputOf, type PointwiseStep } from "./pointwise.ts";
import { type Step, writesOf } from "./steps.ts";

/** Computing so much again is cheaper than storing and loading it. */
const cheap = 2;
/** The same for a single number, which saves a dispatch of its own. */
const cheapScalar = 16;

export class Inlining {
  readonly #facts: Facts;
  readonly #mostBindings: number;
  readonly #steps = new Map<ValueId, PointwiseStep>();

  /** @param mostBindings of a kernel */
  constructor(facts: Facts, mostBindings: number) {
    this.#facts = facts;
    this.#mostBindings = mostBindings;
  }

  /** The step of a value that is not stored. */
  step(id: ValueId): PointwiseStep | undefined {
    return this.#steps.get(id);
  }

  add(step: PointwiseStep): void {
    this.#steps.set(outputOf(step), step);
  }

  /** The stored values that reading this one reads. */
  leaves(id: ValueId): Set<ValueId> {
    if (this.#facts.isLiteral(id)) return new Set();
    const step = this.#steps.get(id);
    return step ? this.leavesOf(step) : new Set([id]);
  }

  leavesOf({ inputs }: Step): Set<ValueId> {
    return new Set(inputs.flatMap((operand) => [...this.leaves(operand.id)]));
  }

  /** Whether a step need not be stored: all its readers can compute it, cheaply enough, and in time. */
  allows(step: PointwiseStep): boolean {
    const id = outputOf(step);
    if (this.#facts.isResult(id)) return false;
    const readers = this.#facts.readers(id);
    const leaves = this.leavesOf(step);
    if (leaves.size + 3 > this.#mostBindings) return false; // three for what the reader has itself
    if (!readers.every((reader) => this.#canCompute(reader, id, leaves))) return false;
    const lastRead = Math.max(...readers.map(({ at }) => at));
    const isStale = [...leaves].some((leaf) => this.#facts.isWritten(leaf, step.at + 1, lastRead));
    return !isStale && this.#isWorthwhile(step, readers);
  }

  #canCompute(reader: Step, id: ValueId, leaves: ReadonlySet<ValueId>): boolean {
    if (isWriter(reader))
      return !writesOf(reader).some((state) => leaves.has(state) || state === id);
    return isPointwise(reader) || reader.op.name === "reduce";
  }

  #isWorthwhile(step: PointwiseStep, readers: readonly Step[]): boolean {
    const size = this.#facts.size(outputOf(step));
    const [reader] = readers;
    const isReadOnce =
      readers.length <= 1 &&
      (!reader || reader.op.name === "reduce" || this.#reach(reader) <= size);
    return isReadOnce || this.#cost(step) <= (size === 1 ? cheapScalar : cheap);
  }

  /** How many elements a pointwise reader computes. */
  #reach({ inputs, outputs }: Step): number {
    return this.#facts.size(outputs[0] ?? inputs[0]?.id ?? 0);
  }

  /** Of one element, with all that is computed for it. */
  #cost(step: PointwiseStep): number {
    const operands = step.inputs.map(({ id }) => {
      const inner = this.#steps.get(id);
      return inner ? this.#cost(inner) : 0;
    });
    return operands.reduce((sum, cost) => sum + cost, costOf(step));
  }
}
