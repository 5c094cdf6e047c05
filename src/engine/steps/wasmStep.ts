/** Compiled steps on the processor, by our own WebAssembly module. */
import type { Machine } from "../../wasm/step/machine.ts";
import type { CompileStep } from "./compiledStep.ts";
import { assignAll } from "./stateData.ts";

/** One machine a worker: its memory grows with the largest step and is used again. */
let machine: Promise<Machine> | null = null;

/** Opens the machine when it is first needed; a failure is not kept. */
function ourMachine(): Promise<Machine> {
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
  return async (program, state) => {
    const [{ compileForWasm }, opened] = await Promise.all([
      import("../../wasm/step/compileForWasm.ts"),
      open(),
    ]);
    const executable = compileForWasm(program, state, opened);
    return {
      run: (feeds) => executable.run(feeds),
      read: () => executable.read(),
      store: (variables) => assignAll(variables, executable.readState([...variables.keys()])),
      load: (numbers) => executable.writeState(numbers),
      dispose: () => executable.dispose(),
    };
  };
}
