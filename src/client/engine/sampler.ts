/**
 * The page's hold on the sampler worker. It only saves time: while it is away, the engine answers in its
 * place, and nobody is told.
 */
import { type Remote, transfer } from "comlink";
import samplerUrl from "../../engine/sampler.ts?worker&url";
import type { SamplerApi } from "../../protocol/engine.ts";
import { WorkerLost } from "./calls.ts";
import type { WorkerHost } from "./host.ts";
import { Restarts } from "./restarts.ts";
import { spawn } from "./spawn.ts";

/** Gives the engine the other end of the port over which the sampler gets weights. */
export type FeedFromEngine = (weights: MessagePort) => Promise<void>;

const restarts = new Restarts(() => performance.now());
let host: WorkerHost<SamplerApi> | null = null;
let held: ReadonlySet<string> = new Set();

/** Whether the sampler has weights of the run. */
export const samplerHolds = (runId: string): boolean => held.has(runId);

/** @throws WorkerLost when the sampler is not there or ends before it answers; whatever the call throws */
export function askSampler<T>(call: (sampler: Remote<SamplerApi>) => Promise<T>): Promise<T> {
  return host ? host.ask(call) : Promise.reject(new WorkerLost("not started"));
}

/** Starts the sampler in the place of an earlier one, and again whenever it ends by itself. */
export function startSampler(feed: FeedFromEngine): void {
  endSampler();
  const started = spawn<SamplerApi>(samplerUrl, "sampler", {
    onSignal: (signal) => {
      if (signal.signal === "holds") held = new Set(signal.runIds);
      if (signal.signal === "fault") console.error(`Sampler: ${signal.name}: ${signal.message}`);
    },
    onEnd: (cause) => {
      console.warn(`The sampler ${cause}`);
      held = new Set();
      void startAgain(started, feed);
    },
  });
  host = started;
  const weights = new MessageChannel();
  started.ask((api) => api.follow(transfer(weights.port1, [weights.port1]))).catch(() => undefined); // its end is told
  feed(weights.port2).catch(() => undefined); // it holds nothing then
}

export function endSampler(): void {
  host?.end("replaced");
  host = null;
  held = new Set();
}

async function startAgain(ended: WorkerHost<SamplerApi>, feed: FeedFromEngine): Promise<void> {
  const wait = restarts.next();
  if (wait === null) return; // until the engine is started anew
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (host === ended) startSampler(feed);
}
