/** Pictures on the host, held to what the device makes of the same. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { plainBatch } from "../dataset/batches.ts";
import { patchImages } from "../dataset/patchImages.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { toGrey } from "../ops/pixels.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { greyed, type Images, joined, mirrored, rowsOf } from "./images.ts";

beforeAll(() => tf.setBackend("cpu"));

const indices = Int32Array.of(3, 0, 3);

async function both(change: (images: tf.Tensor4D) => tf.Tensor4D) {
  const patches = new PatchSet(proceduralPatches(["wood", "cells"], 2, 8, 1));
  const changed = tf.tidy(() => change(plainBatch(patches, indices).images));
  return { images: await patchImages(patches, indices), expected: await changed.data() };
}

const near = (numbers: ArrayLike<number>) =>
  Array.from(numbers, (number) => expect.closeTo(number, 5));

const changes: [string, (images: Images) => Images, (images: tf.Tensor4D) => tf.Tensor4D][] = [
  ["as they are", (images) => images, (images) => images],
  ["left to right", (images) => mirrored(images, { across: true, over: false }), reversed(2)],
  ["upside down", (images) => mirrored(images, { across: false, over: true }), reversed(1)],
  ["grey", greyed, toGrey],
  [
    "in parts",
    (images) => joined([rowsOf(images, 0, 2), rowsOf(images, 2, 1)]),
    (images) => images,
  ],
];

function reversed(axis: number) {
  return (images: tf.Tensor4D) => tf.reverse(images, [axis]);
}

it.each(changes)("patches %s", async (_, ours, theirs) => {
  const { images, expected } = await both(theirs);
  const { values, ...shape } = ours(images);
  expect([...values]).toEqual(near(expected));
  expect(shape).toEqual({ count: 3, side: 8 });
});
