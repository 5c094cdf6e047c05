/** ONNX Runtime on WebAssembly: a program as its graph, with all of its optimisations. */

import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import type { Feeds, StateData } from "../../../src/graph/executable.ts";
import type { Program } from "../../../src/graph/program.ts";
import type { Prepared } from "../prepared.ts";
import { fedTo } from "./feeds.ts";
import { onnxFromProgram } from "./fromProgram.ts";
import { channelsLast, encodeOnnx, permuted } from "./graph.ts";

/** @param feeds as the program takes them; laid out for the graph beforehand, which is not timed */
export async function prepareOnnx(
  program: Program,
  state: StateData,
  feeds: Feeds,
  threads: number,
): Promise<Prepared> {
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = { wasm: new URL(wasmUrl, location.href).href };
  const graph = onnxFromProgram(program, state);
  const session = await ort.InferenceSession.create(encodeOnnx(graph), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
  const tensors = Object.fromEntries(
    fedTo(graph, program, feeds).map(([name, { shape, data }]) => [
      name,
      new ort.Tensor("float32", data, [...shape]),
    ]),
  );
  const names = Object.keys(program.results);
  return {
    async call() {
      const results = await session.run(tensors);
      return Object.fromEntries(
        names.map((name, at) => [
          name,
          results[graph.outputs[at]?.[0] ?? ""]?.data as Float32Array,
        ]),
      );
    },
    plain(name, data) {
      const shape = graph.outputs[names.indexOf(name)]?.[1] ?? [];
      return shape.length === 4 ? permuted({ shape, data }, channelsLast).data : data;
    },
  };
}
