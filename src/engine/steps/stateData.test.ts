import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { assignAll, readAll } from "./stateData.ts";

beforeAll(() => tf.setBackend("cpu"));

const variable = (name: string) => tf.tidy(() => tf.variable(tf.zeros([2]), true, name));

it("puts back what was read, and nothing where the variable is gone", async () => {
  const before = tf.memory().numTensors;
  const variables = new Map(
    ["kept", "gone"].map((name) => [name, variable(`${name} for a trial`)]),
  );
  const state = await readAll(variables);
  (state.kept as Float32Array)[1] = 3;
  variables.get("gone")?.dispose();
  assignAll(variables, state);
  expect([...((await variables.get("kept")?.data()) ?? [])]).toEqual([0, 3]);
  expect(tf.memory().numTensors).toBe(before + 1);
  variables.get("kept")?.dispose();
});
