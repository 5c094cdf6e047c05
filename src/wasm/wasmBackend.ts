/** The WASM backend, loaded only where it is used; its binaries come from the app's own origin. */
import * as tf from "@tensorflow/tfjs";
import { registerWasmKernels } from "./registerWasmKernels.ts";

/** Beyond this XNNPACK gains nothing on our small networks. */
const mostThreads = 8;

/** Threads need shared memory, which only a cross-origin isolated page has. */
export function offeredThreads(): number {
  return globalThis.crossOriginIsolated ? Math.min(mostThreads, navigator.hardwareConcurrency) : 1;
}

/**
 * Makes WASM tfjs's backend.
 * @param threads 1 takes the single-threaded binary
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
  return backend.getThreadsCount();
}
