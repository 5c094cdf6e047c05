/**
 * What an element of a value is, as WGSL: stored values are loaded, pointwise ones computed from their
 * operands on the spot, through any chain of them.
 */
import type { Value, ValueId } from "../../../graph/program.ts";
import type { PointwiseStep } from "../plan/pointwise.ts";
import type { Operand } from "../plan/steps.ts";
import type { KernelText } from "./kernelText.ts";
import type { Place } from "./place.ts";
import type { Scope } from "./scope.ts";
import { literal, splat, typeOf } from "./words.ts";

/** What expressions are about. */
export interface Subject {
  readonly values: readonly Value[];
  /** The step of a value that is computed where it is read; undefined for one that is stored. */
  readonly computed: (id: ValueId) => PointwiseStep | undefined;
}

/** The element of a step's value at a place of its shape. */
export type ElementOf = (expressions: Expressions, step: PointwiseStep, place: Place) => string;

export class Expressions {
  readonly kernel: KernelText;
  readonly scope: Scope;
  readonly #subject: Subject;
  readonly #elementOf: ElementOf;
  readonly #given = new Map<ValueId, string>();
  readonly #known = new Map<string, string>();

  constructor(kernel: KernelText, scope: Scope, subject: Subject, elementOf: ElementOf) {
    this.kernel = kernel;
    this.scope = scope;
    this.#subject = subject;
    this.#elementOf = elementOf;
  }

  /** From now on the value is called `name`, wherever it is read: the kernel has just computed it. */
  give(id: ValueId, name: string): void {
    this.#given.set(id, name);
  }

  value(id: ValueId): Value {
    return this.#subject.values[id] as Value; // ids are indices
  }

  /** The operand's element, or four, at a place of its own shape: a name or a literal. */
  read({ id }: Operand, place: Place): string {
    const given = this.#given.get(id);
    if (given) return given;
    const { dtype, origin } = this.value(id);
    if (origin.kind === "constant" && origin.data.length === 1)
      return literal(origin.data[0] as number, dtype, place.lanes);
    const step = this.#subject.computed(id);
    return step ? this.#compute(id, step, place) : this.#load(id, place);
  }

  /** As `read`, for an operand that broadcasts to the place's shape. */
  readBroadcast(operand: Operand, place: Place): string {
    const at = place.broadcast(operand.shape);
    if (!at) return this.eachLane(operand, place, (one) => this.readBroadcast(operand, one));
    const text = this.read(operand, at);
    if (at.lanes === place.lanes) return text;
    return this.scope.name(splat(text, this.value(operand.id).dtype, place.lanes));
  }

  /** Four elements of the type of `like`, each from wherever it lies. */
  eachLane({ id }: Operand, place: Place, element: (lane: Place) => string): string {
    const lanes = [0, 1, 2, 3].map((lane) => element(place.lane(lane)));
    return this.scope.name(`${typeOf(this.value(id).dtype, 4)}(${lanes.join(", ")})`);
  }

  #load(id: ValueId, place: Place): string {
    const name = this.kernel.bind(id, typeOf(this.value(id).dtype, place.lanes), "read");
    return this.scope.name(`${name}[${place.index}]`);
  }

  #compute(id: ValueId, step: PointwiseStep, place: Place): string {
    const key = `${id} ${place.lanes} ${place.index}`;
    const known = this.#known.get(key);
    if (known) return known;
    const own = place.reshaped(this.value(id).shape);
    const name = this.scope.name(this.#elementOf(this, step, own));
    this.#known.set(key, name);
    return name;
  }
}
