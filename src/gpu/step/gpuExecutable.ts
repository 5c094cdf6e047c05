/** Replays the dispatches of a compiled program: nothing is made anew from run to run. */
import type {
  Computation,
  Executable,
  Feeds,
  Outputs,
  Results,
  StateData,
} from "../../graph/executable.ts";
import type { Allocator } from "./device/allocator.ts";
import type { Memory } from "./device/memory.ts";
import { readRegions, type TypedRegion } from "./device/readRegions.ts";
import type { ResultRing } from "./device/resultRing.ts";
import type { Dispatch } from "./kernels/workbench.ts";

/** A dispatch with its objects on the device. */
export interface Launch extends Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
}

export interface Compiled {
  readonly allocator: Allocator;
  readonly memory: Memory;
  readonly launches: readonly Launch[];
  readonly ring: ResultRing;
  /** Where each result is after a run, by name. */
  readonly results: ReadonlyMap<string, TypedRegion>;
  /** Floating-point operations after which a submission ends, so that others get their turn. */
  readonly flopPerSubmit: number;
}

export interface GpuStats {
  /** Of one run. */
  readonly dispatches: number;
  /** Different pipelines. */
  readonly pipelines: number;
  /** Since the executable was made. */
  readonly submits: number;
  readonly writeBuffers: number;
  readonly buffersMade: number;
  readonly bindGroupsMade: number;
  /** What its buffers hold; without state that the caller brought. */
  readonly bytes: number;
}

/** One dispatch on its own. */
export interface LaunchTime {
  readonly label: string;
  readonly ms: number;
  readonly flop: number;
}

export class GpuExecutable implements Executable, Computation {
  readonly #device: GPUDevice;
  readonly #compiled: Compiled;
  /** The launches of each submission. */
  readonly #batches: readonly (readonly Launch[])[];
  #submits = 0;
  #writeBuffers = 0;

  constructor(device: GPUDevice, compiled: Compiled) {
    this.#device = device;
    this.#compiled = compiled;
    this.#batches = batchesOf(compiled.launches, compiled.flopPerSubmit);
  }

  /** @throws where a feed is missing or of another size */
  run(feeds: Feeds): void {
    this.#launch(feeds, (encoder) => this.#compiled.ring.record(encoder));
  }

  compute(feeds: Feeds): Promise<Outputs> {
    this.#launch(feeds, () => {});
    const read = readRegions(this.#device, this.#compiled.results); // in order with later runs
    return read as Promise<Outputs>; // results are float32
  }

  /** @param last told of the encoder that ends the run */
  #launch(feeds: Feeds, last: (encoder: GPUCommandEncoder) => void): void {
    this.#feed(feeds);
    for (const [at, batch] of this.#batches.entries()) {
      const encoder = this.#device.createCommandEncoder();
      encode(encoder, batch);
      if (at === this.#batches.length - 1) last(encoder);
      this.#submit(encoder);
    }
  }

  async read(): Promise<readonly Results[]> {
    const encoder = this.#device.createCommandEncoder();
    if (this.#compiled.ring.flush(encoder)) this.#submit(encoder);
    return this.#compiled.ring.take();
  }

  /** All state as it is after the runs so far. */
  readState(): Promise<StateData> {
    return readRegions(this.#device, this.#compiled.memory.states);
  }

  /** Overwrites the states that are named; in order with the runs before and after. */
  writeState(state: StateData): void {
    for (const [name, data] of Object.entries(state)) this.#compiled.memory.write(name, data);
  }

  /** Where a state lives, from its first byte. @throws where the program has no such state */
  stateBuffer(name: string): GPUBuffer {
    return this.#compiled.memory.state(name).buffer;
  }

  /** One run, each dispatch submitted and waited for alone: what takes the time. */
  async profile(feeds: Feeds): Promise<LaunchTime[]> {
    this.#feed(feeds);
    const times: LaunchTime[] = [];
    for (const launch of this.#compiled.launches) {
      const start = performance.now();
      const encoder = this.#device.createCommandEncoder();
      encode(encoder, [launch]);
      this.#submit(encoder);
      await this.#device.queue.onSubmittedWorkDone();
      times.push({ label: launch.label, ms: performance.now() - start, flop: launch.flop });
    }
    return times;
  }

  stats(): GpuStats {
    const { launches, allocator } = this.#compiled;
    return {
      dispatches: launches.length,
      pipelines: new Set(launches.map(({ pipeline }) => pipeline)).size,
      submits: this.#submits,
      writeBuffers: this.#writeBuffers,
      buffersMade: allocator.count,
      bindGroupsMade: launches.length,
      bytes: allocator.bytes,
    };
  }

  dispose(): void {
    this.#compiled.allocator.dispose();
  }

  #feed(feeds: Feeds): void {
    if (this.#compiled.memory.feed(feeds)) this.#writeBuffers++;
  }

  #submit(encoder: GPUCommandEncoder): void {
    this.#device.queue.submit([encoder.finish()]);
    this.#submits++;
  }
}

function encode(encoder: GPUCommandEncoder, launches: readonly Launch[]): void {
  const pass = encoder.beginComputePass();
  let current: GPUComputePipeline | undefined;
  for (const { pipeline, bindGroup, workgroups } of launches) {
    if (pipeline !== current) pass.setPipeline(pipeline);
    current = pipeline;
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
}

/** Cuts where the work of a batch would pass the limit; at least one batch. */
function batchesOf(launches: readonly Launch[], mostFlop: number): Launch[][] {
  const batches: Launch[][] = [[]];
  let flop = 0;
  for (const launch of launches) {
    if (flop > 0 && flop + launch.flop > mostFlop) {
      batches.push([]);
      flop = 0;
    }
    batches.at(-1)?.push(launch);
    flop += launch.flop;
  }
  return batches;
}
