/** A run on a real WebGPU device that cannot make one buffer: what becomes of it, for each call that fails. */
import * as tf from "@tensorflow/tfjs";
import { type BufferFailure, failingBuffers } from "../../gpu/testing/failingBuffers.ts";
import { relativeError } from "../../graph/testing/opCases.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { failureName } from "../compute/failure.ts";
import { runsOnGpu, until } from "./runsOnGpu.ts";
import { request } from "./runsSession.ts";
import { tinyHparams } from "./tinyModel.ts";

export interface ShortMemoryOptions {
  /** Gives devices. */
  readonly gpu: GPU;
  readonly way: BufferFailure;
  /** Which calls of `createBuffer` fail, one in each training. */
  readonly calls: readonly number[];
  /** So do all that follow. */
  readonly isForGood?: boolean;
  /** Steps compiled for the device, or by TensorFlow.js on it. */
  readonly isCompiled: boolean;
  readonly onProgress?: (done: number) => void;
}

export interface ShortMemoryReport {
  /** How many trainings came to what, by name. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** One line each. */
  readonly failures: readonly string[];
}

const batchSize = 8;
/** After so many steps the state is kept; the training goes on to the second. */
const [keptAt, enough] = [2, 6];

export async function runShortOfMemory(options: ShortMemoryOptions): Promise<ShortMemoryReport> {
  const outcomes: Record<string, number> = {};
  const failures: string[] = [];
  const reference = await undisturbed(options);
  for (const [at, call] of options.calls.entries()) {
    const { outcome, faults } = await trial(options, call, reference);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    failures.push(...faults.map((fault) => `call ${call}: ${fault}`));
    options.onProgress?.(at + 1);
  }
  return { outcomes, failures };
}

type State = ReturnType<typeof readCheckpoint>["tensors"];
type Opened = Awaited<ReturnType<typeof runsOnGpu>>;

const asked = (steps: number) => request("a", { hparams: tinyHparams({ steps, batchSize }) });

/** What the run's weights and moments are after each of its first steps where nothing fails. */
async function undisturbed({ gpu, isCompiled }: ShortMemoryOptions): Promise<readonly State[]> {
  const { runs, kept, devices } = await runsOnGpu({ gpu, isCompiled });
  await runs.train(asked(enough));
  await runs.pause("a"); // before its first step
  const states: State[] = [await stateOnDisk(kept)];
  while (states.length < enough) {
    await runs.step("a");
    states.push(await stateOnDisk(kept));
  }
  await runs.delete("a");
  devices.last?.close();
  return states;
}

async function stateOnDisk({ checkpoints }: Opened["kept"]): Promise<State> {
  return readCheckpoint((await checkpoints.read("a")) ?? new Uint8Array()).tensors;
}

interface Outcome {
  readonly outcome: string;
  readonly faults: readonly string[];
}

async function trial(
  { gpu, way, isCompiled, isForGood = false }: ShortMemoryOptions,
  call: number,
  reference: readonly State[],
): Promise<Outcome> {
  let calls = 0;
  const fails = () => (isForGood ? calls++ >= call : calls++ === call);
  const opened = await runsOnGpu({ gpu: failingBuffers(gpu, way, fails), isCompiled });
  const { runs, devices } = opened;
  const before = tf.memory().numTensors;
  const refused = await runs.train(asked(1000)).then(() => null, failureName);
  const { outcome, faults } = refused
    ? { outcome: `refused: ${refused}`, faults: [] }
    : await followed(opened, reference);
  if (runs.has("a")) await runs.delete("a");
  const tensors = tf.memory().numTensors - before;
  devices.last?.close();
  return { outcome, faults: tensors === 0 ? faults : [...faults, `${tensors} tensors left`] };
}

/** Waits for the end of a training that was begun. */
async function followed(opened: Opened, reference: readonly State[]): Promise<Outcome> {
  const { runs, events, kept } = opened;
  const faults: string[] = [];
  let outcome = "hangs";
  let isKept = false;
  let isCompared = false;
  const isOver = async () => {
    const told = events.findLast((event) => event.type === "runState");
    const back = events.findLast((event) => event.type === "wentBack");
    const progress = events.findLast((event) => event.type === "progress");
    if (back && !isCompared) {
      isCompared = true;
      const names = differing(await stateOnDisk(kept), reference[back.record.step]);
      if (names.length > 0) faults.push(`goes on with other ${names} from ${back.record.step}`);
    }
    if (told?.state === "paused" || told?.state === "failed") {
      outcome = `${told.state}: ${told.failure}`;
      return true;
    }
    const step = progress?.step ?? 0;
    if (step >= keptAt && !isKept && !back) {
      isKept = true;
      await runs.saveNow();
    }
    return told?.state === "training" && step >= enough;
  };
  if (!(await until(isOver))) return { outcome, faults: ["hangs"] };
  if (outcome === "hangs") {
    await runs.pause("a");
    const { record } = await runs.open("a");
    outcome = `trains with batches of ${record.hparams.batchSize}`;
    faults.push(...faultsOf(record.history));
  }
  return { outcome, faults };
}

/** Names of what is not the same in both, but for rounding; of all where one is not there. */
function differing(one: State, other: State = new Map()): string[] {
  return [...one].flatMap(([name, { data }]) => {
    const error = relativeError(data, other.get(name)?.data ?? []);
    return other.has(name) && error < 1e-4 ? [] : [name];
  });
}

/** Each step once, and with a loss. */
function faultsOf(history: RunRecord["history"]): string[] {
  const steps = history.map(({ step }) => step);
  const isWhole = steps.every((step, at) => step === at + 1);
  const isSound = history.every(({ values }) => Number.isFinite(values.loss));
  return [
    ...(isWhole ? [] : [`curve of steps ${steps}`]),
    ...(isSound ? [] : ["losses are missing"]),
  ];
}
