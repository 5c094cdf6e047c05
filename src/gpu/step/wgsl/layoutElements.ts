/** Operations that move numbers: their element is an operand's at other coordinates. */
import type { ValueId } from "../../../graph/program.ts";
import type { PointwiseStep } from "../plan/pointwise.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import type { Expressions } from "./expressions.ts";
import type { Place } from "./place.ts";
import { literal, splat, typeOf } from "./words.ts";

type LayoutOp = Extract<
  PointwiseStep["op"],
  { name: "broadcast" | "transpose" | "concat" | "slice" | "pad" | "gather" | "oneHot" }
>;

export interface LayoutStep {
  readonly op: LayoutOp;
  readonly inputs: readonly Operand[];
  readonly output: ValueId;
}

/** @param place of the output's shape */
export function layoutElement(expressions: Expressions, step: LayoutStep, place: Place): string {
  const { op, inputs } = step;
  const [input] = inputs as [Operand];
  if (op.name === "broadcast") return expressions.readBroadcast(input, place);
  if (!place.rowsHoldLanes || !keepsLanes(step, place)) {
    const like = { id: step.output, shape: place.shape };
    return expressions.eachLane(like, place, (lane) =>
      expressions.scope.name(layoutElement(expressions, step, lane)),
    );
  }
  switch (op.name) {
    case "transpose": {
      const coordinates = input.shape.map(
        (_, axis) => place.coordinates[op.permutation.indexOf(axis)] ?? "0u",
      );
      return expressions.read(input, place.at(input.shape, coordinates));
    }
    case "slice": {
      const coordinates = place.coordinates.map((text, axis) => plus(text, op.begin[axis] ?? 0));
      return expressions.read(input, place.at(input.shape, coordinates));
    }
    case "pad":
      return padded(expressions, input, place, op);
    case "concat":
      return joined(expressions, inputs, place, op.axis);
    case "gather":
      return gathered(expressions, inputs as [Operand, Operand], place);
    case "oneHot":
      return oneHot(expressions, input, place);
    default:
      return op satisfies never;
  }
}

/** Whether four neighbours along the last axis of the output are neighbours of the operand, too. */
function keepsLanes({ op, inputs }: LayoutStep, { lanes, shape }: Place): boolean {
  if (lanes === 1) return true;
  const last = shape.length - 1;
  const sides = inputs.map((operand) => operand.shape.at(-1) ?? 1);
  const areWhole = sides.every((side) => side % 4 === 0);
  switch (op.name) {
    case "transpose":
      return op.permutation[last] === last;
    case "slice":
      return areWhole && (op.begin[last] ?? 0) % 4 === 0;
    case "pad":
      return sides[0] === shape[last];
    case "concat":
      return areWhole;
    case "gather":
      return (inputs[0]?.shape.length ?? 0) > 1; // else the last axis is the indices' own
    default:
      return true;
  }
}

function padded(
  expressions: Expressions,
  input: Operand,
  place: Place,
  { before, value }: StepNamed<"pad">["op"],
): string {
  const { scope } = expressions;
  const inside: string[] = [];
  const coordinates = place.coordinates.map((text, axis) => {
    const side = input.shape[axis] ?? 1;
    if (side === place.shape[axis]) return text;
    const from = scope.name(`${text} - ${before[axis] ?? 0}u`); // below 0: wraps to a large number
    inside.push(`${from} < ${side}u`);
    return scope.name(`min(${from}, ${side - 1}u)`);
  });
  const element = expressions.read(input, place.at(input.shape, coordinates));
  const { dtype } = expressions.value(input.id);
  return `select(${literal(value, dtype, place.lanes)}, ${element}, ${inside.join(" && ")})`;
}

function joined(
  expressions: Expressions,
  inputs: readonly Operand[],
  place: Place,
  axis: number,
): string {
  const { scope } = expressions;
  const along = place.coordinates[axis] ?? "0u";
  let start = 0;
  const parts = inputs.map((input) => {
    const side = input.shape[axis] ?? 1;
    const from = scope.name(`min(${along} - ${start}u, ${side - 1}u)`);
    start += side;
    const coordinates = place.coordinates.with(axis, from);
    return { end: start, element: expressions.read(input, place.at(input.shape, coordinates)) };
  });
  return parts
    .slice(0, -1)
    .reduceRight(
      (rest, { end, element }) => scope.name(`select(${rest}, ${element}, ${along} < ${end}u)`),
      parts.at(-1)?.element ?? "",
    );
}

function gathered(
  expressions: Expressions,
  [rows, indices]: readonly [Operand, Operand],
  place: Place,
): string {
  const depth = indices.shape.length;
  const which = place.at(indices.shape, place.coordinates.slice(0, depth), 1);
  const row = expressions.scope.name(`u32(${expressions.read(indices, which)})`);
  return expressions.read(rows, place.at(rows.shape, [row, ...place.coordinates.slice(depth)]));
}

function oneHot(expressions: Expressions, indices: Operand, place: Place): string {
  const { scope } = expressions;
  const { lanes } = place;
  const which = place.at(indices.shape, place.coordinates.slice(0, -1), 1);
  const index = splat(expressions.read(indices, which), "int32", lanes);
  const first = `i32(${place.coordinates.at(-1) ?? "0u"})`;
  const here = lanes === 4 ? `${typeOf("int32", 4)}(0, 1, 2, 3) + ${first}` : first;
  const [zero, one] = [0, 1].map((x) => literal(x, "float32", lanes));
  return `select(${zero}, ${one}, ${scope.name(here)} == ${index})`;
}

const plus = (text: string, shift: number): string =>
  shift === 0 ? text : `(${text} + ${shift}u)`;
