/** What steps that change state make of each element. */
import type { WriterStep } from "../plan/pointwise.ts";
import type { Operand } from "../plan/steps.ts";
import type { Expressions } from "./expressions.ts";
import type { Place } from "./place.ts";
import { literal } from "./words.ts";

export interface Write {
  readonly state: Operand;
  /** The new element. */
  readonly element: string;
}

/** @param place of the state's shape, or of another of the same size */
export function writesAt(expressions: Expressions, step: WriterStep, place: Place): Write[] {
  const { op, inputs } = step;
  const read = (at: number) => expressions.readBroadcast(inputs[at] as Operand, place); // all present
  const state = inputs[0] as Operand;
  switch (op.name) {
    case "assign":
      return [{ state, element: read(1) }];
    case "movingAverage":
      return [{ state, element: blended(op.momentum, read(0), read(1)) }];
    case "adamUpdate": {
      const { scope } = expressions;
      const [, , m, v, rates] = inputs as [Operand, Operand, Operand, Operand, Operand];
      const gradient = read(1);
      const first = scope.name(blended(op.beta1, read(2), gradient));
      const second = scope.name(blended(op.beta2, read(3), `(${gradient} * ${gradient})`));
      const [rate, unbias] = ["0u", "1u"].map((index) =>
        expressions.read(rates, place.at(rates.shape, [index], 1)),
      );
      const step = `${rate} * ${first} / (sqrt(${second}) * ${unbias} + ${literal(op.epsilon)})`;
      return [
        { state, element: `${read(0)} - ${step}` },
        { state: m, element: first },
        { state: v, element: second },
      ];
    }
    default:
      return op satisfies never;
  }
}

/** share · old + (1 − share) · new, both shares rounded from double precision. */
function blended(share: number, old: string, fresh: string): string {
  return `${literal(share)} * ${old} + ${literal(1 - share)} * ${fresh}`;
}
