/** Steps in which one side of a GAN learns alone, in a run whose other steps are compiled. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { StateData } from "../../graph/executable.ts";
import { relativeError } from "../../graph/testing/opCases.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { gan } from "../models/gan.ts";
import { fillHparams } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import type { Runs } from "../runs/runs.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import type { CompileStep } from "./compiledStep.ts";
import { readAll } from "./stateData.ts";
import { compilerOn } from "./wasmStep.ts";

let compile: CompileStep;

beforeAll(async () => {
  vi.stubGlobal("ImageData", class {});
  vi.stubGlobal("createImageBitmap", async () => ({})); // nobody looks at previews here
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  const machine = await openNodeMachine(1);
  compile = compilerOn(async () => machine);
});

const hparams = fillHparams(gan.hparams, { steps: 1000, batchSize: 4, width: 4, latentDim: 4 });

/** A session with a GAN that is paused before its first step. */
async function pausedGan(compiler: CompileStep | null) {
  const opened = session(disk(), { registry: { gan }, compiler: () => compiler });
  await opened.runs.train(request("a", { modelId: "gan", hparams }));
  await opened.runs.pause("a");
  return opened;
}

async function stateOf(runs: Runs): Promise<StateData> {
  return readAll(new Map(stateVariables((await runs.open("a")).model)));
}

/** What learning moves: parameters and moments. Moving averages follow whatever passes through. */
async function learning(runs: Runs, side: string): Promise<StateData> {
  const { networks, optimizers } = (await runs.open("a")).model;
  const parameters = networks[side]?.trainableWeights.map((weight) => weight.read()) ?? [];
  const moments = optimizers[side]?.slots.flatMap(({ m, v }) => [m, v]) ?? [];
  const tensors = [...parameters, ...moments, optimizers[side]?.updates];
  return readAll(
    new Map(tensors.flatMap((tensor, at) => (tensor ? [[`${at}`, tensor] as const] : []))),
  );
}

describe("a step of one side", () => {
  it.each([
    ["discriminator", "generator"],
    ["generator", "discriminator"],
  ])("moves the %s alone, counts, and reports every loss", async (side, other) => {
    const { runs } = await pausedGan(compile);
    await runs.step("a");
    const before = { side: await learning(runs, side), other: await learning(runs, other) };
    const { step } = (await runs.open("a")).record;

    await runs.step("a", side);

    expect(await learning(runs, other)).toEqual(before.other);
    expect(await learning(runs, side)).not.toEqual(before.side);
    const { record } = await runs.open("a");
    expect(record).toMatchObject({ state: "paused", step: step + 1 });
    const logged = record.history.at(-1);
    expect(logged?.step).toBe(step + 1);
    expect(Object.keys(logged?.values ?? {})).toEqual(expect.arrayContaining([...gan.losses]));
    await runs.delete("a");
  });

  it("leaves a compiled run where a plain one would be", async () => {
    const sides = [undefined, "generator", undefined, "discriminator", undefined];
    const states: StateData[] = [];
    const modes: string[] = [];
    for (const compiler of [compile, null]) {
      const { runs, events } = await pausedGan(compiler);
      for (const side of sides) await runs.step("a", side);
      states.push(await stateOf(runs));
      modes.push(
        ...events.flatMap((event) => (event.type === "stepMode" ? [event.mode.kind] : [])).slice(1),
      );
      await runs.delete("a");
    }
    expect(modes.slice(0, sides.length)).toEqual([
      "compiled",
      "direct",
      "compiled",
      "direct",
      "compiled",
    ]);
    const [compiled, plain] = states;
    for (const [name, numbers] of Object.entries(plain ?? {})) {
      if (!name.includes(".m.") && !name.endsWith(".updates")) continue;
      const error = relativeError(compiled?.[name] ?? [], numbers);
      const isRounding = Math.hypot(...numbers) < 1e-5; // a bias before batch normalisation
      if (!isRounding) expect(error, name).toBeLessThanOrEqual(1e-4);
    }
  });
});
