/** Weights in the memory of our own WebAssembly module. */
import type { Computation, StateData } from "../../graph/executable.ts";
import { type Program, sizeOf } from "../../graph/program.ts";
import type { WasmExecutable } from "../../wasm/step/compileForWasm.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import type { CompiledStep } from "../steps/compiledStep.ts";
import { ourMachine, WasmStep } from "../steps/wasmStep.ts";
import type { OpenWeightCopy, WeightCopy } from "./weightCopy.ts";

const floatBytes = 4;

interface Place {
  readonly address: number;
  readonly length: number;
}

/** @param open the machine to compute on */
export const wasmWeightsOn =
  (open: () => Promise<Machine>): OpenWeightCopy =>
  async () =>
    new WasmWeights(await open());

export const openWasmWeights = wasmWeightsOn(ourMachine);

class WasmWeights implements WeightCopy {
  readonly compilesQuickly = true;
  readonly #machine: Machine;
  readonly #places = new Map<string, Place>();
  readonly #programs = new Set<WasmExecutable>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  takeFrom(step: CompiledStep, names: Iterable<string>): boolean {
    if (!(step instanceof WasmStep) || step.machine !== this.#machine) return false;
    const bytes = new Uint8Array(this.#machine.memory.buffer);
    for (const name of names) {
      const place = this.#places.get(name);
      if (!place) continue;
      const from = step.stateAddress(name);
      bytes.copyWithin(place.address, from, from + place.length * floatBytes);
    }
    this.#tellPrograms();
    return true;
  }

  write(numbers: StateData): void {
    for (const [name, { address, length }] of this.#places) {
      const data = numbers[name];
      if (data) new Float32Array(this.#machine.memory.buffer, address, length).set(data);
    }
    this.#tellPrograms();
  }

  /** What they computed from the weights is of old ones. */
  #tellPrograms(): void {
    for (const program of this.#programs) program.refresh();
  }

  async compile(program: Program): Promise<Computation> {
    const { compileForWasm } = await import("../../wasm/step/compileForWasm.ts");
    const places = program.values.flatMap(({ origin, shape }) =>
      origin.kind === "state"
        ? [[origin.name, this.#placeOf(origin.name, sizeOf(shape))] as const]
        : [],
    );
    const made = compileForWasm(program, Object.fromEntries(places), this.#machine);
    this.#programs.add(made);
    return {
      compute: (feeds) => made.compute(feeds),
      dispose: () => {
        this.#programs.delete(made);
        made.dispose();
      },
    };
  }

  #placeOf(name: string, length: number): Place {
    const known = this.#places.get(name);
    if (known) return known;
    const place = { address: this.#machine.allocate(length * floatBytes), length };
    this.#places.set(name, place);
    return place;
  }

  dispose(): void {
    for (const { address } of this.#places.values()) this.#machine.free(address);
    this.#places.clear();
  }
}
