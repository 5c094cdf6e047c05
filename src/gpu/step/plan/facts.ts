/** Who makes and who reads each value, and when state is written. */
import { sizeOf, type Value, type ValueId } from "../../../graph/program.ts";
import { type Step, type Steps, writesOf } from "./steps.ts";

export class Facts {
  readonly values: readonly Value[];
  readonly #results: ReadonlySet<ValueId>;
  readonly #producers = new Map<ValueId, Step>();
  readonly #readers = new Map<ValueId, Step[]>();
  readonly #writes = new Map<ValueId, number[]>();

  constructor({ values, steps, results }: Steps) {
    this.values = values;
    this.#results = new Set(Object.values(results));
    for (const step of steps) {
      for (const id of step.outputs) this.#producers.set(id, step);
      for (const id of new Set(step.inputs.map((operand) => operand.id)))
        append(this.#readers, id, step);
      for (const id of writesOf(step)) append(this.#writes, id, step.at);
    }
  }

  isResult(id: ValueId): boolean {
    return this.#results.has(id);
  }

  /** The step that computes a value; undefined for what is given. */
  producer(id: ValueId): Step | undefined {
    return this.#producers.get(id);
  }

  /** In order, each once; steps that write to the value read it, too. */
  readers(id: ValueId): readonly Step[] {
    return this.#readers.get(id) ?? [];
  }

  /** Whether any step from place `first` to before place `end` writes to it. */
  isWritten(id: ValueId, first: number, end: number): boolean {
    return (this.#writes.get(id) ?? []).some((at) => at >= first && at < end);
  }

  /** Whether the value is part of the kernels' text: one number. */
  isLiteral(id: ValueId): boolean {
    const origin = this.values[id]?.origin;
    return origin?.kind === "constant" && origin.data.length === 1;
  }

  size(id: ValueId): number {
    return sizeOf(this.values[id]?.shape ?? []);
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
