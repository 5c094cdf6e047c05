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
import type { Step, Steps } from "./steps.ts";
import { Timing } from "./timing.ts";

export type MemberStep = PointwiseStep | WriterStep;

/** One output of a root and what is computed from it, element by element. */
export interface Strand {
  /** In order; without the root. */
  readonly members: readonly MemberStep[];
  /** Of the root's output and the members' outputs, those that others read. */
  readonly stored: ReadonlySet<ValueId>;
}

export interface Group {
  readonly root: Step;
  /** One for each output of the root; a single one where it only writes. */
  readonly strands: readonly Strand[];
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

/** A strand while it grows. */
interface Growth {
  /** The root's output; undefined where it only writes. */
  readonly output: ValueId | undefined;
  readonly size: number;
  readonly members: MemberStep[];
}

class Fuser {
  readonly #facts: Facts;
  readonly #inlining: Inlining;
  readonly #timing: Timing;
  readonly #mostBindings: number;
  readonly #writers: readonly WriterStep[];
  readonly #joined = new Set<Step>();

  constructor(steps: Steps, mostBindings: number) {
    this.#facts = new Facts(steps);
    this.#inlining = new Inlining(this.#facts, mostBindings);
    this.#timing = new Timing(this.#facts, this.#inlining);
    this.#mostBindings = mostBindings;
    this.#writers = steps.steps.filter(isWriter);
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
    const outputs = root.outputs.length > 0 ? root.outputs : [undefined];
    const growths = outputs.map((output): Growth => {
      const size = this.#facts.size(output ?? root.inputs[0]?.id ?? 0); // a writer's is its state's
      return { output, size, members: [] };
    });
    for (const id of root.outputs) this.#timing.store(id, root.at);
    for (const growth of growths) {
      let next = this.#nextMember(root, growth, growths);
      while (next) {
        growth.members.push(next);
        this.#joined.add(next);
        for (const id of next.outputs) this.#timing.store(id, root.at);
        next = this.#nextMember(root, growth, growths);
      }
    }
    const strands = growths.map((growth): Strand => {
      const members = growth.members.toSorted((a, b) => a.at - b.at);
      return { members, stored: this.#storedOf(growth) };
    });
    return { root, strands };
  }

  #nextMember(root: Step, growth: Growth, all: readonly Growth[]): MemberStep | undefined {
    const readers = ownValues(growth).flatMap((id) => this.#facts.readers(id));
    const siblings = isWriter(root) ? this.#writers : [];
    return [...readers, ...siblings].find(
      (step): step is MemberStep =>
        (isPointwise(step) || isWriter(step)) &&
        step.at > root.at &&
        !this.#joined.has(step) &&
        this.#canJoin(step, root, growth) &&
        this.#bindings(root, all, { growth, step }) <= this.#mostBindings,
    );
  }

  #canJoin(step: MemberStep, root: Step, growth: Growth): boolean {
    const own = new Set(ownValues(growth));
    const { size, members } = growth;
    if (this.#facts.size(step.outputs[0] ?? step.inputs[0]?.id ?? 0) !== size) return false;
    const others = step.inputs.filter(({ id }) => !own.has(id));
    return (
      step.inputs.every((operand) => !own.has(operand.id) || readsInPlace(step, operand, size)) &&
      !this.#isBetterInlined(step, own) &&
      others.every(({ id }) => this.#timing.isThere(id, root.at, step.at)) &&
      this.#timing.canWriteEarly(step, root, members)
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

  #storedOf(growth: Growth): Set<ValueId> {
    const inside = new Set<Step>(growth.members);
    const isRead = (id: ValueId) =>
      this.#facts.isResult(id) || this.#facts.readers(id).some((reader) => !inside.has(reader));
    return new Set(ownValues(growth).filter(isRead));
  }

  /** At most so many does the kernel have once a step has joined. */
  #bindings(
    root: Step,
    growths: readonly Growth[],
    joining: { readonly growth: Growth; readonly step: MemberStep },
  ): number {
    const grown = growths.map((growth) =>
      growth === joining.growth
        ? { ...growth, members: [...growth.members, joining.step] }
        : growth,
    );
    const steps = [root, ...grown.flatMap(({ members }) => members)];
    const bound = new Set(steps.flatMap((step) => [...this.#inlining.leavesOf(step)]));
    for (const id of grown.flatMap(ownValues)) bound.delete(id);
    const stored = grown.flatMap((growth) => [...this.#storedOf(growth)]);
    return bound.size + stored.length + scratchOf(root);
  }
}

/** The values that a strand computes. */
function ownValues({ output, members }: Growth): ValueId[] {
  const own = members.flatMap(({ outputs }) => outputs);
  return output === undefined ? own : [output, ...own];
}

/** Kernel families that work in two dispatches bind what the first leaves. */
function scratchOf(root: Step): number {
  return isPointwise(root) || isWriter(root) ? 0 : 1;
}
