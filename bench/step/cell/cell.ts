/**
 * One engine with one case, in a thread or process of its own: started, then told again and again to
 * take some steps. The same code measures in a browser's worker and in Node.
 */
import type { Losses } from "../../../src/engine/steps/stepRunner.ts";
import { type CaseName, type EngineName, stepCases } from "../cases.ts";
import { difference, type GpuCounts, type GpuMeter } from "./gpuMeter.ts";
import { buildProblem } from "./problem.ts";
import type { StartEngine, TimedStep } from "./timedStep.ts";

export interface Opened {
  readonly device: string;
  /** Building, compiling and the first steps, ms. */
  readonly warmUpMs: number;
  /** Of the first step. */
  readonly losses: Losses;
}

export interface Sample {
  /** From the call to the losses being on the host. */
  readonly ms: number;
  /** From the call to its return. */
  readonly hostMs: number;
}

export interface Turn {
  readonly samples: readonly Sample[];
  /** Of the last step; null where the engine does not use WebGPU. */
  readonly counts: GpuCounts | null;
  readonly peakBytes: number | null;
}

/** How engines start on this host. */
export type Engines = Partial<Record<EngineName, StartEngine>>;

/** Steps before the first one that counts: compilers and pools settle. */
const warmUpSteps = 2;

export class Cell {
  readonly #engines: Engines;
  readonly #meter: GpuMeter | null;
  #step: TimedStep | undefined;
  #taken = 0;

  constructor(engines: Engines, meter: GpuMeter | null) {
    this.#engines = engines;
    this.#meter = meter;
  }

  /** @throws where the engine does not start here, or cannot take the case's step */
  async open(engine: EngineName, name: CaseName): Promise<Opened> {
    const start = this.#engines[engine];
    if (!start) throw new Error(`${engine} does not run on this host`);
    const before = performance.now();
    const step = await start(await buildProblem(stepCases[name]));
    let losses: Losses | undefined;
    for (let at = 0; at < warmUpSteps; at++) {
      step.prepare(this.#taken++)();
      const given = await step.losses();
      losses ??= given;
    }
    this.#step = step;
    return { device: step.device, warmUpMs: performance.now() - before, losses: losses ?? {} };
  }

  /** Takes steps for about so long; at least one, at most `most`. */
  async turn(maxMs: number, most: number): Promise<Turn> {
    const step = this.#step;
    if (!step) throw new Error("Not open");
    const samples: Sample[] = [];
    const end = performance.now() + maxMs;
    let before = this.#meter?.counts();
    do {
      const take = step.prepare(this.#taken++);
      before = this.#meter?.counts();
      samples.push(await timed(take, step));
    } while (performance.now() < end && samples.length < most);
    const after = this.#meter?.counts();
    const counts = after && before && after.submits > 0 ? difference(after, before) : null;
    return { samples, counts, peakBytes: step.peakBytes() ?? this.#peakBytes() };
  }

  /** What it can be told to do from outside. */
  get methods() {
    return { open: this.open.bind(this), turn: this.turn.bind(this) };
  }

  /** Of WebGPU buffers, where any were made. */
  #peakBytes(): number | null {
    return this.#meter?.peakBytes || null;
  }
}

async function timed(take: () => void, step: TimedStep): Promise<Sample> {
  const start = performance.now();
  take();
  const hostMs = performance.now() - start;
  await step.losses();
  return { ms: performance.now() - start, hostMs };
}
