/**
 * Which element (or four neighbouring ones) of a dense row-major array an expression is about: as an
 * index, as coordinates, or both; each is worked out only where it is asked for.
 */
import { sizeOf } from "../../../graph/program.ts";
import type { Scope } from "./scope.ts";
import type { Lanes } from "./words.ts";

interface Known {
  /** Index of the element, or of the group of four. */
  readonly index?: string;
  /** u32 along each axis, of the first lane. */
  readonly coordinates?: readonly string[];
}

export class Place {
  readonly shape: readonly number[];
  readonly lanes: Lanes;
  readonly #scope: Scope;
  /** As they were given, not worked out of the index. */
  readonly #given: readonly string[] | undefined;
  #index: string | undefined;
  #coordinates: readonly string[] | undefined;

  /** Four lanes lie along the last axis where coordinates are given, whose side they divide. */
  constructor(scope: Scope, shape: readonly number[], lanes: Lanes, known: Known) {
    this.#scope = scope;
    this.shape = shape;
    this.lanes = lanes;
    this.#index = known.index;
    this.#given = known.coordinates;
    this.#coordinates = known.coordinates;
  }

  get index(): string {
    this.#index ??= this.#scope.name(this.#indexOfCoordinates());
    return this.#index;
  }

  /** Whether four lanes never straddle two rows of the last axis. */
  get rowsHoldLanes(): boolean {
    return this.lanes === 1 || (this.shape.at(-1) ?? 1) % 4 === 0;
  }

  /** Of the first lane. */
  get coordinates(): readonly string[] {
    this.#coordinates ??= coordinatesOf(this.#scope, this.shape, this.firstIndex);
    return this.#coordinates;
  }

  /** Index of the first element. */
  get firstIndex(): string {
    return this.lanes === 1 ? this.index : this.#scope.name(`${this.index} * 4u`);
  }

  /** One of the four elements on its own. */
  lane(lane: number): Place {
    const index = this.#scope.name(`${this.firstIndex} + ${lane}u`);
    return new Place(this.#scope, this.shape, 1, { index });
  }

  /** The same elements under another shape. */
  reshaped(shape: readonly number[]): Place {
    if (String(shape) === String(this.shape)) return this;
    return new Place(this.#scope, shape, this.lanes, { index: this.index });
  }

  /** Elsewhere: another shape, at these coordinates. */
  at(shape: readonly number[], coordinates: readonly string[], lanes: Lanes = this.lanes): Place {
    return new Place(this.#scope, shape, lanes, { coordinates });
  }

  /**
   * Where an operand of `shape` is read that broadcasts to this place's shape; one lane where all four
   * read the same element. Undefined where the four neither agree nor lie side by side.
   */
  broadcast(shape: readonly number[]): Place | undefined {
    if (sizeOf(shape) === sizeOf(this.shape)) return this.reshaped(shape);
    if (sizeOf(shape) === 1) return new Place(this.#scope, shape, 1, { index: "0u" });
    if (this.#given) return this.#broadcastCoordinates(this.#given, shape);
    const merged = mergedAxes(this.shape, shape);
    const last = merged.at(-1) as Axis; // neither shape is of size 1
    if (this.lanes === 4 && last.side % 4 !== 0) return undefined;
    const sides = merged.map(({ side }) => side);
    const kept = coordinatesOf(this.#scope, sides, this.firstIndex);
    const operand = merged.map(({ side, isKept }) => (isKept ? side : 1));
    const coordinates = kept.map((text, axis) => (merged[axis]?.isKept ? text : "0u"));
    return this.at(operand, coordinates, last.isKept ? this.lanes : 1).reshaped(shape);
  }

  #broadcastCoordinates(from: readonly string[], shape: readonly number[]): Place {
    const skipped = this.shape.length - shape.length;
    const coordinates = shape.map((side, axis) =>
      side === 1 ? "0u" : (from[axis + skipped] ?? ""),
    );
    const isKept = (shape.at(-1) ?? 1) > 1 || (this.shape.at(-1) ?? 1) === 1;
    return this.at(shape, coordinates, isKept ? this.lanes : 1);
  }

  #indexOfCoordinates(): string {
    const strides = stridesOf(this.shape);
    const terms = this.coordinates.flatMap((coordinate, axis) => {
      const stride = strides[axis] ?? 1;
      if (coordinate === "0u" || this.shape[axis] === 1) return [];
      return [stride === 1 ? coordinate : `${coordinate} * ${stride}u`];
    });
    const sum = terms.join(" + ") || "0u";
    return this.lanes === 4 ? `(${sum}) / 4u` : sum;
  }
}

export interface Axis {
  readonly side: number;
  /** Whether the operand has it, too. */
  readonly isKept: boolean;
}

/** Neighbouring axes as one where the operand has all of them or none; axes of side 1 vanish. */
export function mergedAxes(full: readonly number[], operand: readonly number[]): Axis[] {
  const skipped = full.length - operand.length;
  const merged: Axis[] = [];
  full.forEach((side, axis) => {
    if (side === 1) return;
    const isKept = (operand[axis - skipped] ?? 1) !== 1;
    const last = merged.at(-1);
    if (last?.isKept === isKept) merged.splice(-1, 1, { side: last.side * side, isKept });
    else merged.push({ side, isKept });
  });
  return merged;
}

/** Row-major, of dense arrays. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** u32 expressions along each axis of the element at `index`. */
export function coordinatesOf(scope: Scope, shape: readonly number[], index: string): string[] {
  const strides = stridesOf(shape);
  return shape.map((side, axis) => {
    const stride = strides[axis] ?? 1;
    if (side === 1) return "0u";
    const down = stride === 1 ? index : scope.name(`${index} / ${stride}u`);
    const isFirst = sizeOf(shape.slice(0, axis)) === 1;
    return isFirst ? down : scope.name(`${down} % ${side}u`);
  });
}
