/** The machine in Node, for tests: threads are `worker_threads`; without relaxed SIMD, which Node 20 lacks. */
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { Machine, type StartThread, type ThreadSeat } from "../machine.ts";

const nativeFolder = new URL("../../native/", import.meta.url);

/** `serve` of `machine.ts` as a script of its own: Node cannot load TypeScript in a thread. */
const threadScript = `
const { parentPort, workerData: { module, memory, control, thread, stackTop } } = require("node:worker_threads");
const native = new WebAssembly.Instance(module, { env: { memory } }).exports;
native.__stack_pointer.value = stackTop;
parentPort.postMessage("ready");
native.serve(control, thread);
`;

const startThread: StartThread = (seat: ThreadSeat) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(threadScript, { eval: true, workerData: seat });
    worker.once("error", reject);
    worker.once("message", () => resolve(() => void worker.terminate()));
  });

/** Machines of one thread use the build without shared memory. */
export async function openNodeMachine(threads: number): Promise<Machine> {
  const name = threads > 1 ? "step-plain-shared.wasm" : "step-plain.wasm";
  const module = await WebAssembly.compile(await readFile(new URL(name, nativeFolder)));
  return Machine.open(module, threads, threads > 1 ? startThread : null);
}
