/** What takes a run's steps, over its pauses: made once, used again, and given back whole. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { registerGradients } from "../ops/gradients.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

let machine: Machine;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(1);
});
afterAll(() => machine.dispose());

const long = request("a", { hparams: tinyHparams({ steps: 1000 }) });

/** A session whose steps are compiled for the one machine. */
function compiling() {
  const compile = vi.fn(compilerOn(async () => machine));
  const opened = session(disk(), { compiler: () => compile });
  const modes = () =>
    opened.events.flatMap((event) => (event.type === "stepMode" ? [event.mode.kind] : []));
  return { ...opened, compile, modes };
}

/** Single steps of a paused run: each takes one, by the compiled step. */
async function press({ runs, modes }: ReturnType<typeof compiling>, times: number): Promise<void> {
  const { step } = (await runs.open("a")).record;
  for (let pressed = 1; pressed <= times; pressed++) {
    await runs.step("a");
    expect((await runs.open("a")).record.step).toBe(step + pressed);
    expect(modes().at(-1)).toBe("compiled");
  }
}

describe("a compiled step", () => {
  it("is compiled once for single steps and for going on", async () => {
    const opened = compiling();
    const { runs, compile } = opened;
    await runs.train(long);
    await runs.pause("a");
    await press(opened, 3);
    await runs.resume("a");
    await runs.pause("a");
    expect(compile).toHaveBeenCalledTimes(1);
    await runs.delete("a");
  });

  it("is made by the first press where there is none, and takes all steps that follow", async () => {
    const opened = compiling();
    const { runs, compile, modes } = opened;
    await runs.train(long);
    await runs.pause("a");
    (await runs.open("a")).dropStepping(); // as after a reload
    compile.mockClear();
    await press(opened, 2);
    expect(compile).toHaveBeenCalledTimes(1);
    await runs.resume("a");
    await runs.pause("a");
    expect(modes().at(-1)).toBe("compiled");
    expect(compile).toHaveBeenCalledTimes(1);
    await runs.delete("a");
  });

  it("leaves the machine's memory as it was, however often it is made anew", async () => {
    const free = () => {
      const address = machine.allocate(2 ** 16); // as the heap gives the first that fits
      machine.free(address);
      return [address, machine.memory.buffer.byteLength];
    };
    const before = tf.memory().numTensors;
    const { runs, compile } = compiling();
    await runs.train(long);
    await runs.pause("a");
    const held = free();
    const run = await runs.open("a");
    for (let time = 0; time < 20; time++) {
      run.dropStepping();
      await runs.resume("a");
      await runs.pause("a");
      expect(free(), `time ${time}`).toEqual(held);
    }
    expect(compile).toHaveBeenCalledTimes(21);
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
    expect(free()[0]).toBeLessThan(held[0] as number);
  });
});
