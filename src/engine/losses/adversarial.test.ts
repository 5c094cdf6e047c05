import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { adversarialLosses } from "./adversarial.ts";

beforeAll(() => tf.setBackend("cpu"));

async function numberOf(compute: () => tf.Scalar): Promise<number> {
  const scalar = tf.tidy(compute);
  const [value] = await scalar.data();
  scalar.dispose();
  return value as number;
}

const scores = (value: number) => tf.fill([4, 1], value);

/** What the discriminator's loss is where it cannot tell photos from fakes; the curves' hints name these. */
describe.each([
  ["logistic", 0, 2 * Math.LN2],
  ["hinge", 0, 2],
  ["leastSquares", 0.5, 0.5],
] as const)("the %s loss", (name, guess, cost) => {
  const { real, fake, forged, verdict } = adversarialLosses[name];

  it("of mere guessing is as the hint says, at a verdict of one half", async () => {
    const loss = await numberOf(() => real(scores(guess)).add(fake(scores(guess))));
    expect(loss).toBeCloseTo(cost, 5);
    expect(await numberOf(() => verdict(scores(guess)))).toBeCloseTo(0.5, 5);
  });

  it("falls to either side as its images look more like what they should", async () => {
    const [low, high] = [guess - 0.4, guess + 0.4];
    expect(await numberOf(() => real(scores(high)))).toBeLessThan(
      await numberOf(() => real(scores(low))),
    );
    expect(await numberOf(() => fake(scores(low)))).toBeLessThan(
      await numberOf(() => fake(scores(high))),
    );
    expect(await numberOf(() => forged(scores(high)))).toBeLessThan(
      await numberOf(() => forged(scores(low))),
    );
  });
});

it("a perfect least-squares discriminator is wholly sure", async () => {
  const { verdict } = adversarialLosses.leastSquares;
  expect(await numberOf(() => verdict(scores(1)))).toBe(1);
  expect(await numberOf(() => verdict(scores(0)))).toBe(0);
  expect(await numberOf(() => verdict(scores(-3)))).toBe(0);
});
