/**
 * Decides which steps become one kernel. A kernel is rooted in a step that must be stored; pointwise
 * steps that read its result element by element join it where all else that they read is there by
 * then. A kernel runs at its root's place in the order.
 */
import type { Value, ValueId } from "../../../graph/program.ts";
import { Facts } from "./facts.ts";
import { Inlining } from "./inlining.ts";
import {
  isPointwise,
  isWriter,
  outputOf,
  type PointwiseStep,
  readsInPlace,
  type WriterStep,
} from "./pointwise.ts";
import { type Operand, type Step, type Steps, writesOf } from "./steps.ts";

export type MemberStep = PointwiseStep | WriterStep;

export interface Group {
  readonly root: Step;
  /** Computed along with the root's first output, element by element, in order; without the root. */
  readonly members: readonly MemberStep[];
  /** Of the root's first output and the members' outputs, those that others read. */
  readonly stored: ReadonlySet<ValueId>;
}

export interface Plan {
  readonly values: readonly Value[];
  /** In the order in which they run. */
  readonly groups: readonly Group[];
  /** The step of a value that is computed where it is read, outside of groups. */
  readonly inlined: (id: ValueId) => PointwiseStep | undefined;
  readonly results: Readonly<Record<string, ValueId>>;
}

/** @param mostBindings that a kernel may have */
export function fuse(steps: Steps, mostBindings: number): Plan {
  return new Fuser(steps, mostBindings).plan(steps);
}

class Fuser {
  readonly #facts: Facts;
  readonly #inlining: Inlining;
  readonly #mostBindings: number;
  /** Where in the order each stored value is computed. */
  readonly #ready = new Map<ValueId, number>();
  readonly #joined = new Set<Step>();

  constructor(steps: Steps, mostBindings: number) {
    this.#facts = new Facts(steps);
    this.#inlining = new Inlining(this.#facts, mostBindings);
    this.#mostBindings = mostBindings;
  }

  plan({ values, steps, results }: Steps): Plan {
    const groups: Group[] = [];
    for (const step of steps) {
      if (this.#joined.has(step)) continue;
      if (isPointwise(step)) {
        if (this.#inlining.step(outputOf(step))) continue;
        if (this.#inlining.allows(step)) {
          this.#inlining.add(step);
          continue;
        }
      }
      groups.push(this.#grow(step));
    }
    return { values, groups, inlined: (id) => this.#inlining.step(id), results };
  }

  #grow(root: Step): Group {
    const members: MemberStep[] = [];
    for (const id of root.outputs) this.#ready.set(id, root.at);
    let next = this.#nextMember(root, members);
    while (next) {
      members.push(next);
      this.#joined.add(next);
      for (const id of next.outputs) this.#ready.set(id, root.at);
      next = this.#nextMember(root, members);
    }
    const inside = new Set<Step>(members);
    const own = [root.outputs.slice(0, 1), ...members.map(({ outputs }) => outputs)].flat();
    const isRead = (id: ValueId) =>
      this.#facts.isResult(id) || this.#facts.readers(id).some((reader) => !inside.has(reader));
    members.sort((a, b) => a.at - b.at);
    return { root, members, stored: new Set(own.filter(isRead)) };
  }

  #nextMember(root: Step, members: readonly MemberStep[]): MemberStep | undefined {
    const [first] = root.outputs;
    if (first === undefined) return undefined;
    const own = [first, ...members.flatMap(({ outputs }) => outputs)];
    const candidates = own.flatMap((id) => this.#facts.readers(id));
    return candidates.find(
      (step): step is MemberStep =>
        (isPointwise(step) || isWriter(step)) &&
        !members.includes(step) &&
        !this.#joined.has(step) &&
        this.#canJoin(step, root, members, new Set(own)),
    );
  }

  #canJoin(
    step: MemberStep,
    root: Step,
    members: readonly MemberStep[],
    own: ReadonlySet<ValueId>,
  ): boolean {
    const size = this.#facts.size([...own][0] as ValueId);
    if (this.#facts.size(step.outputs[0] ?? (step.inputs[0] as Operand).id) !== size) return false;
    const others = step.inputs.filter(({ id }) => !own.has(id));
    return (
      step.inputs.every((operand) => !own.has(operand.id) || readsInPlace(step, operand, size)) &&
      !this.#isBetterInlined(step, own) &&
      others.every(({ id }) => this.#isThere(id, root.at, step.at)) &&
      writesOf(step).every((state) => this.#canWriteEarly(state, step, root, members)) &&
      this.#bindings(root, [...members, step]) <= this.#mostBindings
    );
  }

  /** A step that its reader can compute itself from a value that is stored anyway. */
  #isBetterInlined(step: MemberStep, own: ReadonlySet<ValueId>): boolean {
    if (!isPointwise(step) || !this.#inlining.allows(step)) return false;
    const read = step.inputs.find(({ id }) => own.has(id))?.id ?? -1; // reads one of them
    return (
      this.#facts.isResult(read) ||
      this.#facts.readers(read).some((reader) => !isPointwise(reader) && !isWriter(reader))
    );
  }

  /** Whether a value, as it is at place `at`, can be read at the earlier place `now`. */
  #isThere(id: ValueId, now: number, at: number): boolean {
    const producer = this.#facts.producer(id);
    if (!producer) return !this.#facts.isWritten(id, now, at);
    const ready = this.#ready.get(id);
    if (ready !== undefined) return ready < now;
    if (!isPointwise(producer)) return false;
    const isInlined = this.#inlining.step(id) !== undefined;
    if (!isInlined && !this.#inlining.allows(producer)) return false;
    const isThere = producer.inputs.every((operand) =>
      this.#isThere(operand.id, now, Math.max(now, producer.at)),
    );
    if (isThere && !isInlined) this.#inlining.add(producer);
    return isThere;
  }

  /** Whether nobody misses the old numbers if a write happens already with the root. */
  #canWriteEarly(
    state: ValueId,
    step: WriterStep | MemberStep,
    root: Step,
    members: readonly MemberStep[],
  ): boolean {
    if (this.#facts.isWritten(state, root.at, step.at)) return false;
    const size = this.#facts.size(state);
    return this.#facts.readers(state).every((reader) => {
      if (reader === step || reader.at > step.at || this.#lastUse(reader) < root.at) return true;
      const isInside = reader === root ? isWriter(root) : members.includes(reader as MemberStep);
      return (
        isInside &&
        reader.inputs.every(
          (operand) => operand.id !== state || readsInPlace(reader, operand, size),
        )
      );
    });
  }

  /** The last place at which a step is computed. */
  #lastUse(step: Step): number {
    if (!isPointwise(step) || !this.#inlining.step(outputOf(step))) return step.at;
    return Math.max(
      step.at,
      ...this.#facts.readers(outputOf(step)).map((reader) => this.#lastUse(reader)),
    );
  }

  /** At most so many does the kernel have: what it reads, writes and keeps in between. */
  #bindings(root: Step, members: readonly MemberStep[]): number {
    const own = [root.outputs.slice(0, 1), ...members.map(({ outputs }) => outputs)].flat();
    const inside = new Set<Step>(members);
    const bound = new Set([root, ...members].flatMap((step) => [...this.#inlining.leavesOf(step)]));
    for (const id of own) bound.delete(id);
    const stored = own.filter(
      (id) =>
        this.#facts.isResult(id) || this.#facts.readers(id).some((reader) => !inside.has(reader)),
    );
    return bound.size + Math.max(stored.length, 1) + root.outputs.slice(1).length;
  }
}
