/** The element of each pointwise operation, from the elements of its operands. */

import { outputOf, type PointwiseStep } from "../plan/pointwise.ts";
import type { Operand } from "../plan/steps.ts";
import { randomBlock } from "./chance.ts";
import type { Expressions } from "./expressions.ts";
import {
  binaryFormula,
  bySign,
  clipFormula,
  leakyFormula,
  type Setting,
  selectFormula,
  stepFormula,
  unaryFormula,
} from "./formulas.ts";
import { layoutElement } from "./layoutElements.ts";
import type { Place } from "./place.ts";
import { literal } from "./words.ts";

/** @param place of the step's own shape */
export function elementOf(expressions: Expressions, step: PointwiseStep, place: Place): string {
  const { op, inputs } = step;
  const read = (at: number) => expressions.readBroadcast(inputs[at] as Operand, place); // all present
  const setting: Setting = {
    kernel: expressions.kernel,
    dtype: expressions.value((inputs[0] as Operand).id).dtype, // every operation has operands
    lanes: place.lanes,
  };
  switch (op.name) {
    case "unary":
      return unaryFormula(op.fn, read(0), setting);
    case "binary":
      return binaryFormula(op.fn, read(0), read(1), setting);
    case "leakyRelu":
      return leakyFormula(read(0), op.slope, setting);
    case "leakyReluGradient":
      return bySign(read(1), read(0), `${literal(op.slope)} * ${read(0)}`, setting);
    case "step":
      return stepFormula(read(0), op.slope, setting);
    case "clip":
      return clipFormula(read(0), op.min, op.max, setting);
    case "select":
      return selectFormula(read(0), read(1), read(2), setting);
    case "random":
      return randomElement(expressions, inputs, place, op.distribution, op.stream);
    default:
      return layoutElement(expressions, { op, inputs, output: outputOf(step) }, place);
  }
}

/** Four lanes are one block of the generator; a single one is a word of it. */
function randomElement(
  expressions: Expressions,
  inputs: readonly Operand[],
  place: Place,
  distribution: "normal" | "uniform",
  stream: number,
): string {
  const { scope, kernel } = expressions;
  const clock = inputs[0] as Operand; // the only operand
  const [seed, step] = ["0u", "1u"].map((index) =>
    expressions.read(clock, place.at(clock.shape, [index], 1)),
  );
  const time = scope.name(`bitcast<vec2u>(vec2i(${seed}, ${step}))`);
  const block = place.lanes === 4 ? place.index : scope.name(`${place.index} / 4u`);
  const words = scope.name(randomBlock(kernel, distribution, block, time, stream));
  return place.lanes === 4 ? words : `${words}[${place.index} % 4u]`;
}
