/** Runs on more patches than are at hand at once: to stop and go on is to go on, and nothing is cut twice. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { NotServed } from "../../data/errors.ts";
import { memoryFileStore } from "../../data/fileStore.ts";
import { PageCache } from "../../data/pageCache.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { registerGradients } from "../ops/gradients.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { readAll } from "../steps/stateData.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { differentBits } from "../testing/resumeTrials.ts";
import { data, disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

let machine: Machine;
const compile = compilerOn(async () => machine);

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  machine = await openNodeMachine(1);
});
beforeEach(() => tf.setBackend("wasm"));
afterAll(() => machine.dispose());

const side = 16;
const steps = 20;
/** Eight pages of two patches at hand; the run's 36 are in 18. */
const patchLimits = { residentPatchBytes: 16 * side ** 2 * 4, dealtPatchBytes: 10 * side ** 2 * 3 };
const asked = request("a", {
  data: { ...data, patches: { ...data.patches, size: side, shortSide: 32 } },
  hparams: tinyHparams({ steps }),
});

/** Each photo of another brightness; `broken` is what neither storage nor photos survive. */
function world(compiler: CompileStep | null, limits = patchLimits) {
  const modes: string[] = [];
  const found = { reads: 0, pages: 0, mostBytes: 0, isBroken: false, modes };
  const resolvePhoto: ResolvePhoto = async (source) => {
    found.reads++;
    if (found.isBroken) throw new NotServed("offline");
    const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
    const pixels = new Uint8Array(32 * 32 * 3).map((_, at) => 30 + ((seed * 7 + at * 13) % 200));
    return { width: 32, height: 32, pixels };
  };
  const files = { ...memoryFileStore(), storage: "kept" } as const;
  const read = async (name: string) => {
    const blob = await files.read(name);
    return blob && ({ arrayBuffer: () => blob.arrayBuffer(), slice: sliced(blob) } as Blob);
  };
  const sliced = (blob: Blob) => (from?: number, to?: number) => {
    found.pages++;
    return found.isBroken
      ? ({ arrayBuffer: () => Promise.reject(new Error("gone")) } as Blob)
      : blob.slice(from, to);
  };
  const kept = disk();
  const patchCache = new PageCache({ ...files, read });
  const open = () => {
    const emit = (event: EngineEvent) => {
      if (event.type === "stepMode") found.modes.push(event.mode.kind);
      found.mostBytes = Math.max(found.mostBytes, tf.memory().numBytes);
    };
    const tools = { resolvePhoto, patchCache, patchLimits: limits, compiler: () => compiler, emit };
    return session(kept, tools);
  };
  return { open, found, files, patchCache };
}

type Opened = ReturnType<ReturnType<typeof world>["open"]>;

async function stateOf({ runs }: Opened) {
  const { record, model } = await runs.open("a");
  expect(record).toMatchObject({ step: steps, state: "finished" });
  return readAll(new Map(stateVariables(model)));
}

async function undisturbed(compiler: CompileStep | null) {
  const { open } = world(compiler);
  const opened = open();
  await opened.runs.train(asked);
  await opened.ended("a");
  const state = await stateOf(opened);
  await opened.runs.delete("a");
  return state;
}

async function takeSteps({ runs, ended }: Opened, count: number): Promise<void> {
  const { step } = (await runs.open("a")).record;
  await runs.resume("a", { limit: count });
  await ended("a");
  expect((await runs.open("a")).record).toMatchObject({ step: step + count, state: "paused" });
}

it.each([
  ["compiled", true],
  ["on tfjs", false],
] as const)(
  "comes to the same through pause and reload, and cuts once (%s)",
  async (_, isCompiled) => {
    const compiler = isCompiled ? compile : null;
    const whole = await undisturbed(compiler);
    const { open, found } = world(compiler);
    const before = tf.memory().numBytes;
    const first = open();
    await first.runs.train(asked);
    await first.runs.pause("a");
    await takeSteps(first, 7);
    await takeSteps(first, 2);
    const { reads } = found;
    expect(reads).toBe(6);
    const second = open();
    await second.runs.load();
    await second.runs.resume("a");
    await second.ended("a");
    expect(found.reads).toBe(reads);
    expect(found.pages).toBeGreaterThan(18);
    expect(differentBits(await stateOf(second), whole)).toEqual([]);
    expect(found.modes.at(-1)).toBe(isCompiled ? "compiled" : "direct");
    for (const { runs } of [first, second]) await runs.delete("a");
    expect(found.mostBytes - before).toBeLessThan(patchLimits.residentPatchBytes + modelBytes);
  },
);

/** Two models with their moments, in two sessions. */
const modelBytes = 16_000;

it("rests by name where its patches can neither be read nor cut, and goes on when they can", async () => {
  const whole = await undisturbed(compile);
  const { open, found } = world(compile);
  const opened = open();
  await opened.runs.train(asked);
  await opened.runs.pause("a");
  found.isBroken = true;
  await opened.runs.resume("a");
  await opened.ended("a");
  expect((await opened.runs.open("a")).record).toMatchObject({
    state: "paused",
    failure: "LostPatches",
  });
  found.isBroken = false;
  await opened.runs.resume("a");
  await opened.ended("a");
  expect(differentBits(await stateOf(opened), whole)).toEqual([]);
});

it("takes all patches to the device where they are few enough, as ever", async () => {
  const few = { ...patchLimits, residentPatchBytes: 36 * side ** 2 * 4 };
  const { open, found, files } = world(compile, few);
  const opened = open();
  await opened.runs.train(asked);
  await opened.ended("a");
  expect(found.pages).toBe(0);
  expect((await files.names()).some((name) => name.includes(".v"))).toBe(false);
  const count = await opened.runs.measureOnPatches(
    "a",
    async (_, patches) => patches.training.count,
  );
  expect(count).toBe(36);
});
