/** Whether a step can be computed earlier than its place in the order says. */
import type { ValueId } from "../../../graph/program.ts";
import type { Facts } from "./facts.ts";
import type { Inlining } from "./inlining.ts";
import { isPointwise, isWriter, outputOf, readsInPlace } from "./pointwise.ts";
import { type Step, writesOf } from "./steps.ts";

export class Timing {
  readonly #facts: Facts;
  readonly #inlining: Inlining;
  /** At which place each stored value is computed. */
  readonly #stored = new Map<ValueId, number>();

  constructor(facts: Facts, inlining: Inlining) {
    this.#facts = facts;
    this.#inlining = inlining;
  }

  /** From now on the value is known to be computed at place `at`. */
  store(id: ValueId, at: number): void {
    this.#stored.set(id, at);
  }

  /**
   * Whether a value, as it is at place `at`, can be read at the earlier place `now`. A pointwise one
   * that is computed later is from now on computed where it is read, if that lets it.
   */
  isThere(id: ValueId, now: number, at: number): boolean {
    const producer = this.#facts.producer(id);
    if (!producer) return !this.#facts.isWritten(id, now, at);
    const stored = this.#stored.get(id);
    if (stored !== undefined) return stored < now;
    if (!isPointwise(producer)) return false;
    const isThere = producer.inputs.every((operand) =>
      this.isThere(operand.id, now, Math.max(now, producer.at)),
    );
    if (!isThere || this.#inlining.step(id)) return isThere;
    const isAllowed = this.#inlining.allows(producer); // of its operands, all is decided by now
    if (isAllowed) this.#inlining.add(producer);
    return isAllowed;
  }

  /**
   * Whether nobody misses the old numbers if a step writes to its states already with the root.
   * @param members what reads element by element before the step writes the element
   */
  canWriteEarly(step: Step, root: Step, members: readonly Step[]): boolean {
    return writesOf(step).every(
      (state) =>
        !this.#facts.isWritten(state, root.at, step.at) &&
        this.#facts
          .readers(state)
          .every(
            (reader) =>
              reader === step ||
              reader.at > step.at ||
              this.#lastUse(reader) < root.at ||
              this.#readsBefore(reader, state, root, members),
          ),
    );
  }

  #readsBefore(reader: Step, state: ValueId, root: Step, members: readonly Step[]): boolean {
    if (!members.includes(reader) && !(reader === root && isWriter(root))) return false;
    const size = this.#facts.size(state);
    return reader.inputs.every(
      (operand) => operand.id !== state || readsInPlace(reader, operand, size),
    );
  }

  /** The last place at which a step is computed. */
  #lastUse(step: Step): number {
    if (!isPointwise(step) || !this.#inlining.step(outputOf(step))) return step.at;
    const readers = this.#facts.readers(outputOf(step));
    return Math.max(step.at, ...readers.map((reader) => this.#lastUse(reader)));
  }
}
