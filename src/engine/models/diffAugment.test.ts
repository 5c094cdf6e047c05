import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { StepRandom } from "../ops/random.ts";
import { diffAugment } from "./diffAugment.ts";

const shape: [number, number, number, number] = [16, 8, 8, 3];
let images: tf.Tensor4D;

beforeAll(async () => {
  await tf.setBackend("cpu");
  images = tf.tensor4d(new Rng(1).normals(tf.util.sizeFromShape(shape)), shape);
});

const random = () => new StepRandom({ seed: 1, step: 2 });

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

/** For each image whether it differs from what it was. */
async function changed(varied: tf.Tensor4D): Promise<number> {
  const differences = await tf.abs(varied.sub(images)).max([1, 2, 3]).data();
  return differences.filter((difference) => difference > 1e-3).length;
}

it("moves pixels with wrap-around and loses none", async () => {
  const moved = diffAugment(images, random(), { chance: 1, colour: false });
  for (let at = 0; at < shape[0]; at++) {
    const [image, original] = [moved, images].map((all) => all.slice(at, 1));
    expect(sorted((await image?.data()) ?? [])).toEqual(sorted((await original?.data()) ?? []));
  }
  expect(await changed(moved)).toBeGreaterThan(10); // one in eighteen stays where it is
});

it("changes the share of the images that it is told to", async () => {
  const count = await changed(diffAugment(images, random(), { chance: 0.3, colour: true }));
  expect(count).toBeGreaterThan(1);
  expect(count).toBeLessThan(9);
  expect(diffAugment(images, random(), { chance: 0, colour: true })).toBe(images);
});

it("changes colours where it may", async () => {
  const recoloured = diffAugment(images, random(), { chance: 1, colour: true });
  const [spread] = await tf.moments(recoloured.sub(images).mean([1, 2, 3])).variance.data();
  expect(spread).toBeGreaterThan(0.01); // brightness is drawn uniformly out of ±0.5
});

it("hands every gradient back to the pixel that it came from", async () => {
  const weights = tf.tensor4d(new Rng(3).normals(tf.util.sizeFromShape(shape)), shape);
  const augmented = (x: tf.Tensor) =>
    diffAugment(x as tf.Tensor4D, random(), { chance: 1, colour: false });
  const gradient = tf.grad((x) => augmented(x).mul(weights).sum())(images);
  expect(sorted(await gradient.data())).toEqual(sorted(await weights.data()));
  // What the images gain by their gradients is what the moved ones gain by the weights.
  const [gain] = await gradient.mul(images).sum().data();
  const [moved] = await augmented(images).mul(weights).sum().data();
  expect(moved).toBeCloseTo(gain as number, 3);
});
