/** Compiled steps on the processor, by our own WebAssembly module. */
import type { Feeds, Results, StateData } from "../../graph/executable.ts";
import type { WasmExecutable } from "../../wasm/step/compileForWasm.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import type { CompiledStep, CompileStep, Variables } from "./compiledStep.ts";
import { assignAll, readAll } from "./stateData.ts";

/** One machine a worker: its memory grows with the largest step and is used again. */
let machine: Promise<Machine> | null = null;

/** Opens the machine when it is first needed; a failure is not kept. */
export function ourMachine(): Promise<Machine> {
  machine ??= import("../../wasm/step/openMachine.ts")
    .then(({ openMachine }) => openMachine())
    .catch((error: unknown) => {
      machine = null;
      throw error;
    });
  return machine;
}

/** Steps computed so far with a share of each thread of this worker's machine; empty before the first. */
export async function stepsOfThreads(): Promise<readonly number[]> {
  return (await machine)?.stepsOfThreads() ?? [];
}

export const wasmCompiler = compilerOn(ourMachine);

/** @param open the machine to compile for */
export function compilerOn(open: () => Promise<Machine>): CompileStep {
  return async (program, state, resident) => {
    const [{ compileForWasm }, opened, given] = await Promise.all([
      import("../../wasm/step/compileForWasm.ts"),
      open(),
      readAll(resident), // tfjs has a memory of its own
    ]);
    return new WasmStep(opened, compileForWasm(program, { ...state, ...given }, opened));
  };
}

export class WasmStep implements CompiledStep {
  readonly machine: Machine;
  readonly #executable: WasmExecutable;

  constructor(machine: Machine, executable: WasmExecutable) {
    this.machine = machine;
    this.#executable = executable;
  }

  /** Where a state's numbers are in the machine's memory. @throws RangeError for one that there is not */
  stateAddress(name: string): number {
    return this.#executable.stateAddress(name);
  }

  run(feeds: Feeds): void {
    this.#executable.run(feeds);
  }
  read(): Promise<readonly Results[]> {
    return this.#executable.read();
  }
  store(variables: Variables): void {
    assignAll(variables, this.#executable.readState([...variables.keys()]));
  }
  load(numbers: StateData): void {
    this.#executable.writeState(numbers);
  }
  dispose(): void {
    this.#executable.dispose();
  }
}
