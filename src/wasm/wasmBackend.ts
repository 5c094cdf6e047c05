/** The WASM backend, loaded only where it is used; its binaries come from the app's own origin. */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { guardMemory } from "./guardMemory.ts";
import { registerWasmKernels } from "./registerWasmKernels.ts";

/**
 * Threads that tfjs 4.22's binary would really use: half of the logical cores, at most four. They need
 * shared memory, which only a cross-origin isolated page has.
 */
export function offeredThreads(): number {
  const useful = Math.min(4, Math.floor(navigator.hardwareConcurrency / 2));
  return globalThis.crossOriginIsolated ? Math.max(1, useful) : 1;
}

/**
 * Makes WASM tfjs's backend.
 * @param threads 1 takes the single-threaded binary, which starts faster than a pool of one
 * @returns       threads really in use
 * @throws        where WebAssembly or its SIMD is missing
 */
export async function activateWasm(threads: number): Promise<number> {
  const [backend, plain, simd, threaded] = await Promise.all([
    import("@tensorflow/tfjs-backend-wasm"),
    import("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url"),
    import("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url"),
    import("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url"),
  ]);
  backend.setWasmPaths({
    "tfjs-backend-wasm.wasm": plain.default,
    "tfjs-backend-wasm-simd.wasm": simd.default,
    "tfjs-backend-wasm-threaded-simd.wasm": threaded.default,
  });
  backend.setThreadsCount(threads);
  if (threads === 1) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  registerWasmKernels();
  if (!(await tf.setBackend("wasm"))) throw new Error("WASM did not start");
  guardMemory(tf.backend() as BackendWasm); // set just above
  return backend.getThreadsCount();
}
