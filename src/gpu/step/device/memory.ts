/** Gives every value of a compiled program its place on the device. */
import type { Feeds } from "../../../graph/executable.ts";
import { sizeOf, type Value, type ValueId } from "../../../graph/program.ts";
import type { Dispatch, Workbench } from "../kernels/workbench.ts";
import type { StorageId } from "../wgsl/kernelText.ts";
import type { Allocator, Region } from "./allocator.ts";
import type { TypedRegion } from "./readRegions.ts";
import { type Lifetime, shareBuffers } from "./shareBuffers.ts";

/** What a state starts with, or the buffer that holds it already and is written in place. */
export type StateSource = Float32Array | Int32Array | GPUBuffer;

interface Feed {
  readonly name: string;
  readonly region: Region;
}

export class Memory {
  readonly #device: GPUDevice;
  readonly #allocator: Allocator;
  readonly #regions = new Map<StorageId, Region>();
  readonly #feeds: Feed[] = [];
  readonly #states = new Map<string, TypedRegion>();
  /** What feeds are gathered in, to be uploaded at once. */
  #upload = new Uint8Array();

  constructor(
    device: GPUDevice,
    allocator: Allocator,
    { plan: { values, results }, scratchSizes }: Workbench,
    dispatches: readonly Dispatch[],
    state: Readonly<Record<string, StateSource>>,
  ) {
    this.#device = device;
    this.#allocator = allocator;
    const lifetimes = lifetimesOf(dispatches, Object.values(results));
    const used = [...lifetimes.keys()].sort((a, b) => a - b);
    const given = used.filter((id) => values[id] && values[id].origin.kind !== "node");
    this.#placeGiven(values, given);
    for (const [id, value] of values.entries())
      if (value.origin.kind === "state") this.#placeState(id, value, value.origin.name, state);
    const temporary = used.filter((id) => !this.#regions.has(id));
    this.#placeTemporary(
      temporary,
      temporary.map((id) => ({
        ...(lifetimes.get(id) as Uses), // used
        bytes: (scratchSizes.get(id) ?? sizeOf(values[id]?.shape ?? [])) * 4,
      })),
    );
  }

  region(id: StorageId): Region {
    return this.#regions.get(id) as Region; // every storage of a dispatch was placed
  }

  get states(): ReadonlyMap<string, TypedRegion> {
    return this.#states;
  }

  /** @throws where the program has no such state */
  state(name: string): TypedRegion {
    const region = this.#states.get(name);
    if (!region) throw new Error(`The program has no state "${name}"`);
    return region;
  }

  /** Overwrites a state. @throws where there is none of that name and size */
  write(name: string, data: Float32Array | Int32Array): void {
    this.#write(this.state(name), data);
  }

  /** Uploads what a run is given; true where there was anything. @throws where a feed is missing */
  feed(feeds: Feeds): boolean {
    const [first] = this.#feeds;
    if (!first) return false;
    for (const { name, region } of this.#feeds) {
      const given = feeds[name];
      if (given?.byteLength !== region.bytes)
        throw new Error(`Feed "${name}" needs ${region.bytes / 4} numbers, not ${given?.length}`);
      const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
      this.#upload.set(bytes, region.offset);
    }
    this.#device.queue.writeBuffer(first.region.buffer, 0, this.#upload);
    return true;
  }

  /** Feeds and constants, a buffer each. */
  #placeGiven(values: readonly Value[], given: readonly ValueId[]): void {
    const of = (kind: string) => given.filter((id) => values[id]?.origin.kind === kind);
    const bytes = (id: ValueId) => sizeOf(values[id]?.shape ?? []) * 4;
    for (const kind of ["feed", "constant"]) {
      const ids = of(kind);
      const regions = this.#allocator.packed(ids.map(bytes));
      ids.forEach((id, at) => {
        const region = regions[at] as Region; // one each
        this.#regions.set(id, region);
        const { shape, origin } = values[id] as Value;
        if (origin.kind === "feed") this.#feeds.push({ name: origin.name, region });
        if (origin.kind === "constant") this.#write(region, filled(origin.data, sizeOf(shape)));
      });
    }
    const last = this.#feeds.at(-1)?.region;
    if (last) this.#upload = new Uint8Array(last.offset + last.bytes);
  }

  #placeState(
    id: ValueId,
    { shape, dtype }: Value,
    name: string,
    state: Readonly<Record<string, StateSource>>,
  ): void {
    const source = state[name];
    const bytes = sizeOf(shape) * 4;
    if (!source) throw new Error(`State "${name}" is missing`);
    const isOwned = ArrayBuffer.isView(source);
    const buffer = isOwned ? this.#allocator.storage(bytes) : source;
    const region = { buffer, offset: 0, bytes, dtype };
    if (isOwned) this.#write(region, source);
    this.#regions.set(id, region);
    this.#states.set(name, region);
  }

  #placeTemporary(ids: readonly StorageId[], lifetimes: readonly Lifetime[]): void {
    const { bufferOf, buffers } = shareBuffers(lifetimes);
    const shared = buffers.map((bytes) => this.#allocator.storage(bytes));
    ids.forEach((id, at) => {
      const buffer = shared[bufferOf[at] as number] as GPUBuffer; // indices of buffers
      this.#regions.set(id, { buffer, offset: 0, bytes: lifetimes[at]?.bytes ?? 0 });
    });
  }

  #write({ buffer, offset, bytes }: Region, data: Float32Array | Int32Array): void {
    if (data.byteLength !== bytes)
      throw new Error(`${data.length} numbers were given where ${bytes / 4} are needed`);
    const plain = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    this.#device.queue.writeBuffer(buffer, offset, plain);
  }
}

interface Uses {
  readonly first: number;
  readonly last: number;
}

/** When each storage is used, as indices of dispatches; results until after the last one. */
function lifetimesOf(
  dispatches: readonly Dispatch[],
  results: readonly ValueId[],
): Map<StorageId, Uses> {
  const uses = new Map<StorageId, Uses>();
  const use = (id: StorageId, at: number) =>
    uses.set(id, { first: Math.min(at, uses.get(id)?.first ?? at), last: at });
  dispatches.forEach(({ bindings }, at) => {
    for (const { storage } of bindings) use(storage, at);
  });
  for (const id of results) use(id, dispatches.length);
  return uses;
}

/** One number stands for as many as are needed. */
function filled(data: Float32Array | Int32Array, size: number): Float32Array | Int32Array {
  if (data.length === size) return data;
  return (data instanceof Int32Array ? new Int32Array(size) : new Float32Array(size)).fill(
    data[0] as number,
  );
}
