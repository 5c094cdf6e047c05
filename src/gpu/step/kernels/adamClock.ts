/** What all parameters of an update share: the count of updates, and the rates that follow from it. */
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import { KernelText } from "../wgsl/kernelText.ts";
import { literal } from "../wgsl/words.ts";
import type { Dispatch } from "./workbench.ts";

/** Beyond, a factor to the power of 1 is 0 in float32 already. */
const leastLogarithm = -100;

export function adamClock({ root }: Group): Dispatch[] {
  const { op, inputs, outputs } = root as StepNamed<"adamClock">;
  const [updates, learningRate] = inputs as [Operand, Operand];
  const kernel = new KernelText();
  const count = kernel.bind(updates.id, "f32", "read_write");
  const rate = kernel.bind(learningRate.id, "f32", "read");
  const rates = kernel.bind(outputs[0] as number, "f32", "read_write"); // one output
  // 1 − βᵗ = −(e^y − 1) with y = t ln β: by its series near 0, where the difference would lose digits.
  kernel.declare(`fn oneMinusPower(t: f32, logarithm: f32) -> f32 {
  let y = t * logarithm;
  let series = -y * (1.0 + y / 2.0 * (1.0 + y / 3.0 * (1.0 + y / 4.0 * (1.0 + y / 5.0
    * (1.0 + y / 6.0 * (1.0 + y / 7.0))))));
  return select(1.0 - exp(y), series, y > -0.5);
}`);
  const unbias = (beta: number) =>
    `oneMinusPower(t, ${literal(Math.max(Math.log(beta), leastLogarithm))})`;
  const body = `let t = ${count}[0] + 1.0;
${count}[0] = t;
${rates}[0] = ${rate}[0] / ${unbias(op.beta1)};
${rates}[1] = inverseSqrt(${unbias(op.beta2)});`;
  return [
    {
      label: "adamClock",
      code: kernel.module([1, 1, 1], body),
      bindings: kernel.bindings,
      workgroups: [1, 1, 1],
      flop: 1,
    },
  ];
}
