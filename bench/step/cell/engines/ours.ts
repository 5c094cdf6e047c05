/** Our recorded step, compiled for WebGPU or for WASM; tfjs only builds the model. */
import { registerGradients } from "../../../../src/engine/ops/gradients.ts";
import { recordStep } from "../../../../src/engine/steps/recordStep.ts";
import { readAll } from "../../../../src/engine/steps/stateData.ts";
import type { Losses } from "../../../../src/engine/steps/stepRunner.ts";
import type { GpuDevice } from "../../../../src/gpu/gpuDevice.ts";
import { compileForGpu } from "../../../../src/gpu/step/compileForGpu.ts";
import type { Executable, StateData } from "../../../../src/graph/executable.ts";
import type { Program } from "../../../../src/graph/program.ts";
import { compileForWasm } from "../../../../src/wasm/step/compileForWasm.ts";
import type { Machine } from "../../../../src/wasm/step/machine.ts";
import type { Problem } from "../problem.ts";
import type { StartEngine, TimedStep } from "../timedStep.ts";

type Compile = (program: Program, state: StateData) => Promise<Executable>;

export function startWebGpu(openDevice: () => Promise<GpuDevice>): StartEngine {
  return async (problem) => {
    const { device, name, isSoftware } = await openDevice();
    const compile: Compile = (program, state) =>
      compileForGpu(device, program, state, { isSoftware });
    return compiledStep(problem, compile, { device: name, peakBytes: () => null });
  };
}

export function startWasm(openMachine: () => Promise<Machine>): StartEngine {
  return async (problem) => {
    const machine = await openMachine();
    const compile: Compile = async (program, state) => compileForWasm(program, state, machine);
    return compiledStep(problem, compile, {
      device: machine.threads === 1 ? "1 thread" : `${machine.threads} threads`,
      peakBytes: () => machine.memory.buffer.byteLength,
    });
  };
}

async function compiledStep(
  { source }: Problem,
  compile: Compile,
  about: Pick<TimedStep, "device" | "peakBytes">,
): Promise<TimedStep> {
  registerGradients();
  const { program, variables, resident, feedsAt } = recordStep(source);
  const state = { ...(await readAll(variables)), ...(await readAll(resident)) };
  const executable = await compile(program, state);
  return {
    ...about,
    prepare(step) {
      const feeds = feedsAt(step);
      return () => executable.run(feeds);
    },
    async losses(): Promise<Losses> {
      const read = await executable.read();
      return read.at(-1) ?? {};
    },
  };
}
