/** The machine in a browser: the build that suits it, and threads where the page is cross-origin isolated. */
import plainUrl from "../native/step-plain.wasm?url";
import plainSharedUrl from "../native/step-plain-shared.wasm?url";
import relaxedUrl from "../native/step-relaxed.wasm?url";
import relaxedSharedUrl from "../native/step-relaxed-shared.wasm?url";
import { Machine, type ThreadSeat } from "./machine.ts";

/** More hardly help at these sizes, and leave nothing to the page. */
const mostThreads = 8;

/** A server that has not given the module by then never will; whoever waits for it does without. */
const fetchMs = 60_000;

/** A module that does nothing but one fused multiply-add, to see whether the engine takes it. */
const relaxedProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () → v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of it
  ...[0x0a, 0x13, 0x01, 0x11, 0x00], // its code, without locals:
  ...[0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f], // three splats of 0
  ...[0xfd, 0x85, 0x02, 0x0b], // f32x4.relaxed_madd
);

/**
 * Opens a machine in the calling worker, which may wait in it.
 * @param isRelaxed whether to take the build with fused multiply-add
 * @throws where WebAssembly, its SIMD or a thread does not start
 */
export async function openMachine(
  isRelaxed = WebAssembly.validate(relaxedProbe),
): Promise<Machine> {
  const isShared = globalThis.crossOriginIsolated && navigator.hardwareConcurrency > 1;
  const url = isShared
    ? isRelaxed
      ? relaxedSharedUrl
      : plainSharedUrl
    : isRelaxed
      ? relaxedUrl
      : plainUrl;
  const signal = AbortSignal.timeout(fetchMs);
  const bytes = await (await fetch(url, { signal })).arrayBuffer();
  const module = await WebAssembly.compile(bytes);
  const threads = Math.min(mostThreads, navigator.hardwareConcurrency);
  return Machine.open(module, threads, isShared ? startThread : null);
}

function startThread(seat: ThreadSeat): Promise<() => void> {
  const worker = new Worker(new URL("./stepThread.ts", import.meta.url), {
    type: "module",
    name: `step ${seat.thread}`,
  });
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(`A thread did not start: ${message}`));
    worker.onmessage = () => resolve(() => worker.terminate());
    worker.postMessage(seat);
  });
}
