/** Writes a case's functions as graphs for PyTorch: `graphs.json` says what lies where in `numbers.bin`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { stateVariables } from "../../../src/engine/checkpoints/modelState.ts";
import type { Forward } from "../../../src/engine/inference/forward.ts";
import { programOf } from "../../../src/engine/inference/inference.ts";
import { registerGradients } from "../../../src/engine/ops/gradients.ts";
import { readAll } from "../../../src/engine/steps/stateData.ts";
import { feedsFor, stir } from "../../../src/engine/testing/forwardCases.ts";
import type { CaseName } from "../cases.ts";
import { fedTo } from "../onnx/feeds.ts";
import { onnxFromProgram } from "../onnx/fromProgram.ts";
import type { OnnxConstant } from "../onnx/graph.ts";
import { problemOf } from "../problem.ts";

const [name, folder = "."] = process.argv.slice(2);
await tf.setBackend("cpu");
registerGradients();
const { model, forwards } = problemOf(name as CaseName);
stir(model, 1);
const state = await readAll(new Map(stateVariables(model)));

const parts: Uint8Array[] = [];
let offset = 0;
function place({ shape, data }: OnnxConstant) {
  const start = offset;
  parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  offset += data.byteLength;
  return { shape, isWhole: data instanceof BigInt64Array, offset: start };
}

function described(forward: Forward<never>) {
  const program = programOf(model, forward);
  const graph = onnxFromProgram(program, state);
  const { nodes, constants, outputs } = graph;
  const inputs = fedTo(graph, program, feedsFor(forward, 1));
  const places = (all: Iterable<readonly [string, OnnxConstant]>) =>
    Object.fromEntries([...all].map(([key, constant]) => [key, place(constant)]));
  return {
    nodes: nodes.map((node) => ({
      ...node,
      attributes: Object.fromEntries(
        Object.entries(node.attributes).map(([key, value]) => [
          key,
          typeof value === "object" && "float" in value ? value.float : value,
        ]),
      ),
    })),
    constants: places(constants),
    inputs: places(inputs),
    outputs: outputs.map(([output]) => output),
  };
}

writeFileSync(join(folder, "graphs.json"), JSON.stringify(forwards.map(described)));
writeFileSync(join(folder, "numbers.bin"), Buffer.concat(parts));
