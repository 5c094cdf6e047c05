/** A recorded program as a tape for the machine: compiled once, then run by one call a step. */
import type {
  Computation,
  Executable,
  Feeds,
  Outputs,
  Results,
  StateData,
} from "../../graph/executable.ts";
import { type Origin, type Program, sizeOf } from "../../graph/program.ts";
import { type Allotment, allot } from "./allot.ts";
import { lower } from "./lower/lower.ts";
import type { Lowering } from "./lower/lowering.ts";
import type { Machine } from "./machine.ts";
import type { Buffer, Place, Step } from "./plan.ts";
import { type Parted, partSteps } from "./stillSteps.ts";
import { encode } from "./tape.ts";

/** What a state starts with, or where in the machine's memory it lies already and is written in place. */
export type StateSource = Numbers | { readonly address: number };

export interface WasmExecutable extends Executable, Computation {
  /** Copies of the state as it is now; all of it, or what `names` says. */
  readState(names?: readonly string[]): StateData;
  /** Sets the state that is named; the rest stays. */
  writeState(data: StateData): void;
  /** State that lies elsewhere has other numbers: what was computed from it is computed anew. */
  refresh(): void;
  /** Where a state's numbers start. @throws RangeError where the program has no such state */
  stateAddress(name: string): number;
}

/**
 * @param state what each state starts with, or where it lies: memory that stays the caller's
 * @throws Unsupported where the program cannot be run
 * @throws RangeError  where memory does not suffice
 */
export function compileForWasm(
  program: Program,
  state: Readonly<Record<string, StateSource>>,
  machine: Machine,
): WasmExecutable {
  const lowering = lower(program, machine.threads);
  const results = Object.values(program.results).map((id) => lowering.place(id).buffer);
  const fixed = [...lowering.fixed()];
  const elsewhere = new Map<Buffer, number>();
  const own: Record<string, Numbers> = {};
  for (const [name, source] of Object.entries(state)) if ("buffer" in source) own[name] = source;
  for (const [origin, { buffer }] of fixed) {
    const source = origin.kind === "state" ? state[origin.name] : undefined;
    if (source && "address" in source) elsewhere.set(buffer, source.address);
  }
  const parted = partSteps(lowering);
  const allotment = allot(
    [...parted.still, ...parted.moving],
    [...fixed.map(([, { buffer }]) => buffer), ...parted.kept],
    results,
    elsewhere,
  );
  return new TapeExecutable(lowering, parted, allotment, own, machine);
}

type Numbers = Float32Array | Int32Array;

class TapeExecutable implements WasmExecutable {
  readonly #machine: Machine;
  /** Addresses of what it holds of the machine's memory. */
  readonly #blocks: number[] = [];
  readonly #tape: number;
  /** What depends on state alone; null where nothing does. */
  readonly #stillTape: number | null;
  #isFresh = false;
  readonly #places = {
    state: new Map<string, Spot>(),
    feed: new Map<string, Spot>(),
    results: new Map<string, Spot>(),
  };
  #pending: Results[] = [];

  constructor(
    lowering: Lowering,
    { still, moving }: Parted,
    { addresses, elsewhere, bytes }: Allotment,
    state: StateData,
    machine: Machine,
  ) {
    this.#machine = machine;
    try {
      const block = this.#allocate(bytes);
      const addressOf = (buffer: Buffer) =>
        elsewhere.get(buffer) ?? block + (addresses.get(buffer) ?? 0);
      this.#tape = this.#writeTape(moving, addressOf);
      this.#stillTape = still.length > 0 ? this.#writeTape(still, addressOf) : null;
      this.#findPlaces(lowering, ({ buffer, offset }) => addressOf(buffer) + 4 * offset);
      this.writeState(state);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  #allocate(bytes: number): number {
    const address = this.#machine.allocate(bytes);
    this.#blocks.push(address);
    return address;
  }

  #writeTape(steps: readonly Step[], addressOf: (buffer: Buffer) => number): number {
    const { memory, threads } = this.#machine;
    const tape = encode(steps, addressOf, threads);
    const address = this.#allocate(tape.byteLength);
    new Int32Array(memory.buffer, address, tape.length).set(tape);
    return address;
  }

  #findPlaces(lowering: Lowering, addressOf: (place: Place) => number): void {
    const { program } = lowering;
    for (const [origin, place] of lowering.fixed()) {
      const spot: Spot = { address: addressOf(place), length: place.buffer.floats, isInt: false };
      if (origin.kind === "constant") this.#writeConstant(origin, spot);
    }
    program.values.forEach(({ origin, dtype }, id) => {
      if (origin.kind !== "state" && origin.kind !== "feed") return;
      const spot = {
        address: addressOf(lowering.place(id)),
        length: lowering.size(id),
        isInt: dtype === "int32",
      };
      this.#places[origin.kind].set(origin.name, spot);
    });
    for (const [name, id] of Object.entries(program.results)) {
      const address = addressOf(lowering.place(id));
      const length = sizeOf(lowering.shape(id));
      this.#places.results.set(name, { address, length, isInt: false });
    }
  }

  #writeConstant({ data }: Extract<Origin, { kind: "constant" }>, spot: Spot): void {
    const view = this.#view({ ...spot, isInt: data instanceof Int32Array });
    if (data.length === 1) view.fill(data[0] as number);
    else view.set(data);
  }

  run(feeds: Feeds): void {
    this.#runOn(feeds);
    const results = [...this.#places.results].map(([name, spot]) => [name, this.#view(spot)[0]]);
    this.#pending.push(Object.fromEntries(results));
  }

  async compute(feeds: Feeds): Promise<Outputs> {
    this.#runOn(feeds);
    const results = [...this.#places.results].map(
      ([name, spot]) => [name, this.#view(spot).slice() as Float32Array] as const,
    );
    return Object.fromEntries(results);
  }

  #runOn(feeds: Feeds): void {
    for (const [name, spot] of this.#places.feed) {
      const data = feeds[name];
      if (data?.length !== spot.length)
        throw new RangeError(`Feed "${name}" needs ${spot.length} numbers`);
      this.#view(spot).set(data);
    }
    if (!this.#isFresh && this.#stillTape !== null) this.#machine.run(this.#stillTape);
    this.#isFresh = true;
    this.#machine.run(this.#tape);
  }

  async read(): Promise<readonly Results[]> {
    const results = this.#pending;
    this.#pending = [];
    return results;
  }

  readState(names: readonly string[] = [...this.#places.state.keys()]): StateData {
    return Object.fromEntries(
      names.map((name) => [name, this.#view(this.#stateSpot(name)).slice()]),
    );
  }

  writeState(data: StateData): void {
    for (const [name, numbers] of Object.entries(data)) {
      const spot = this.#stateSpot(name);
      if (numbers.length !== spot.length)
        throw new RangeError(`State "${name}" has ${spot.length} numbers`);
      this.#view(spot).set(numbers);
    }
    this.refresh();
  }

  refresh(): void {
    this.#isFresh = false;
  }

  stateAddress(name: string): number {
    return this.#stateSpot(name).address;
  }

  dispose(): void {
    for (const address of this.#blocks) this.#machine.free(address);
    this.#blocks.length = 0;
  }

  #stateSpot(name: string): Spot {
    const spot = this.#places.state.get(name);
    if (!spot) throw new RangeError(`The program has no state "${name}"`);
    return spot;
  }

  #view({ address, length, isInt }: Spot): Numbers {
    const { buffer } = this.#machine.memory;
    return isInt
      ? new Int32Array(buffer, address, length)
      : new Float32Array(buffer, address, length);
  }
}

/** Numbers at an absolute address. */
interface Spot {
  readonly address: number;
  readonly length: number;
  readonly isInt: boolean;
}
