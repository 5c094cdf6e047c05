/** What the graph of a model's program computes on ONNX Runtime, held to tfjs. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import * as ort from "onnxruntime-web/wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateVariables } from "../../../src/engine/checkpoints/modelState.ts";
import { drawing, type Forward, judging } from "../../../src/engine/inference/forward.ts";
import { onTfjs, programOf } from "../../../src/engine/inference/inference.ts";
import type { BuiltModel } from "../../../src/engine/models/builtModel.ts";
import type { Generative, ModelDefinition } from "../../../src/engine/models/model.ts";
import { readAll } from "../../../src/engine/steps/stateData.ts";
import { registry } from "../../../src/engine/tasks/registry.ts";
import { builtFor, feedsFor, stir } from "../../../src/engine/testing/forwardCases.ts";
import { relativeError } from "../../../src/graph/testing/opCases.ts";
import { registerWasmKernels } from "../../../src/wasm/registerWasmKernels.ts";
import { onnxFromProgram } from "./fromProgram.ts";
import { channelsFirst, channelsLast, encodeOnnx, permuted } from "./graph.ts";

const cases: readonly (readonly [string, (model: BuiltModel) => Forward<never>])[] = [
  ["classifier", () => judging(2, 32, 32) as Forward<never>],
  ["gan", (model) => drawing(model as Generative, 3) as Forward<never>],
];

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  ort.env.wasm.numThreads = 1;
});
afterAll(() => tf.disposeVariables());

describe.each(cases)("%s", (id, forwardOf) => {
  const build = () => {
    const model = builtFor(registry[id as keyof typeof registry] as ModelDefinition);
    return { model, forward: forwardOf(model) };
  };

  it("has its channels first, and no more operations than it needs", async () => {
    const { model, forward } = build();
    const graph = await graphOf(model, forward);
    const types = graph.nodes.map(({ type }) => type);
    expect(types).not.toContain("Transpose");
    for (const type of ["Conv", "ConvTranspose"]) {
      const after = types.filter((_, at) => types[at - 1] === type);
      expect(after, "batch norm is in the filters").not.toContain("Add");
    }
  });

  it("computes what tfjs does", async () => {
    const { model, forward } = build();
    stir(model, 1);
    const graph = await graphOf(model, forward);
    const session = await ort.InferenceSession.create(encodeOnnx(graph));
    const feeds = feedsFor(forward, 1);
    const [[name = "", shape = []] = []] = graph.inputs;
    const [[fed, { shape: own }] = ["", { shape: [] }]] = Object.entries(forward.feeds);
    const data = feeds[fed] as Float32Array;
    const given = own.length === 4 ? permuted({ shape: own, data }, channelsFirst).data : data;
    const results = await session.run({ [name]: new ort.Tensor("float32", given, [...shape]) });
    const [[output = "", sides = []] = []] = graph.outputs;
    const computed = results[output]?.data as Float32Array;
    const plain =
      sides.length === 4 ? permuted({ shape: sides, data: computed }, channelsLast).data : computed;
    const [expected] = Object.values(await onTfjs(model, forward, feeds)) as [Float32Array];
    expect(plain).toHaveLength(expected.length);
    // Shares of classes by their logarithms: one of them may be all but 1.
    const seen = (all: Float32Array) => (id === "classifier" ? all.map(Math.log) : all);
    expect(relativeError(seen(plain), seen(expected))).toBeLessThan(1e-5);
    await session.release();
  });
});

async function graphOf(model: BuiltModel, forward: Forward<never>) {
  const state = await readAll(new Map(stateVariables(model)));
  return onnxFromProgram(programOf(model, forward), state);
}
