/**
 * Writes a case's problem for PyTorch: `problem.json` says what lies where in `problem.bin`, first weights
 * and the inputs of a few steps.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CaseName, stepCases } from "../cases.ts";
import type { HostTensor } from "../cell/inputs.ts";
import { buildProblem, classCount } from "../cell/problem.ts";

/** They repeat. */
const givenSteps = 4;

const [name, folder = "."] = process.argv.slice(2);
const { stepCase, hparams, beta1, weights, inputsAt } = await buildProblem(
  stepCases[name as CaseName],
);

const parts: Uint8Array[] = [];
let offset = 0;
function place({ shape, data }: HostTensor) {
  const start = offset;
  parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  offset += data.byteLength;
  return { shape, dtype: data instanceof Int32Array ? "int32" : "float32", offset: start };
}

const placeAll = (tensors: Readonly<Record<string, HostTensor>>) =>
  Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, place(tensor)]));

const description = {
  ...stepCase,
  classes: classCount,
  hparams,
  beta1,
  weights: Object.fromEntries(
    Object.entries(weights).map(([network, tensors]) => [network, tensors.map(place)]),
  ),
  steps: Array.from({ length: givenSteps }, (_, step) => placeAll(inputsAt(step))),
};
writeFileSync(join(folder, "problem.json"), JSON.stringify(description));
writeFileSync(join(folder, "problem.bin"), Buffer.concat(parts));
