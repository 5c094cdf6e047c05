/** What the rules that turn nodes into steps have at hand. */
import type { DType, Node, Op, Origin, Program, ValueId } from "../../../graph/program.ts";
import { sizeOf } from "../../../graph/program.ts";
import { type Place, Plan } from "../plan.ts";

export type OpNamed<Name extends Op["name"]> = Extract<Op, { readonly name: Name }>;

/** A node that a rule lowers. */
export type NodeOf<Name extends Op["name"]> = Node & { readonly op: OpNamed<Name> };

export type Rule<Name extends Op["name"]> = (lowering: Lowering, node: NodeOf<Name>) => void;
export type Rules<Name extends Op["name"]> = { readonly [N in Name]: Rule<N> };

export class Lowering {
  readonly plan = new Plan();
  readonly program: Program;
  readonly threads: number;
  /** Values that have a place so far. */
  readonly places = new Map<ValueId, Place>();
  /** Constants of one number, used without being written out. */
  readonly #scalars = new Map<ValueId, Place>();

  /** @param threads that share the steps */
  constructor(program: Program, threads: number) {
    this.program = program;
    this.threads = threads;
  }

  shape(id: ValueId): readonly number[] {
    return this.program.values[id]?.shape ?? [];
  }
  dtype(id: ValueId): DType {
    return this.program.values[id]?.dtype ?? "float32";
  }
  size(id: ValueId): number {
    return sizeOf(this.shape(id));
  }

  /** Where the value's numbers are; new ones get a place. */
  place(id: ValueId): Place {
    const known = this.places.get(id);
    if (known) return known;
    const isFixed = this.program.values[id]?.origin.kind !== "node";
    const place: Place = { buffer: { floats: this.size(id), isFixed }, offset: 0 };
    this.places.set(id, place);
    return place;
  }

  /** As an operand that may broadcast: a constant filled with one number has shape []. */
  operand(id: ValueId): { readonly place: Place; readonly shape: readonly number[] } {
    const origin = this.program.values[id]?.origin;
    const isOne = origin?.kind === "constant" && origin.data.length === 1;
    if (!isOne) return { place: this.place(id), shape: this.shape(id) };
    const place = this.#scalars.get(id) ?? { buffer: { floats: 1, isFixed: true }, offset: 0 };
    this.#scalars.set(id, place);
    return { place, shape: [] };
  }

  /** The value has the numbers of another one. */
  alias(id: ValueId, place: Place): void {
    this.places.set(id, place);
  }

  /** The fixed values in use, with what each starts with; a constant may have two places. */
  *fixed(): Generator<readonly [Origin, Place]> {
    for (const [id, place] of [...this.places, ...this.#scalars]) {
      const origin = this.program.values[id]?.origin;
      if (origin && origin.kind !== "node") yield [origin, place];
    }
  }
}
