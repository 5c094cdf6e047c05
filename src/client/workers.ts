/**
 * The workers behind the page. A call to the engine never hangs: it waits while the engine is being
 * started, is made once more where the engine was lost before it answered, and fails with `WorkerLost`
 * where that one is lost, too.
 */
import { type Remote, transfer } from "comlink";
import engineUrl from "../engine/worker.ts?worker&url";
import { unlessAborted } from "../lib/unlessAborted.ts";
import type { EngineChoice } from "../protocol/backend.ts";
import type { EngineApi, EngineInfo } from "../protocol/engine.ts";
import type { EngineEvent } from "../protocol/events.ts";
import type { WorkerSignal } from "../protocol/signal.ts";
import { WorkerLost } from "./engine/calls.ts";
import { Gate } from "./engine/gate.ts";
import type { Liveness } from "./engine/heartbeat.ts";
import type { EndCause, WorkerHost } from "./engine/host.ts";
import { endSampler, startSampler } from "./engine/sampler.ts";
import { spawn } from "./engine/spawn.ts";

type EngineCall<T> = (engine: Remote<EngineApi>) => Promise<T>;

export interface EngineWatcher {
  readonly onEvent: (event: EngineEvent) => void;
  readonly onLiveness?: (liveness: Liveness) => void;
  /** Something went wrong in the engine that no call was waiting for. */
  readonly onFault?: (fault: Extract<WorkerSignal, { signal: "fault" }>) => void;
  /** The engine is lost, unless another took its place. */
  readonly onEnd?: (cause: EndCause) => void;
}

let host: WorkerHost<EngineApi> | null = null;
const gate = new Gate();

/**
 * One call to the engine, of a kind that may be made twice. It waits until an engine takes calls.
 * @throws WorkerLost; whatever the call throws
 */
export async function askEngine<T>(call: EngineCall<T>): Promise<T> {
  await gate.pass();
  try {
    return await askThisEngine(call);
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error;
    await gate.pass();
    return askThisEngine(call);
  }
}

/**
 * One call to the engine as it is now, whether or not it takes calls of others yet, and never a second.
 * @throws WorkerLost; whatever the call throws
 */
export function askThisEngine<T>(call: EngineCall<T>): Promise<T> {
  return host ? host.ask(call) : Promise.reject(new WorkerLost("not started"));
}

/**
 * One call to a worker that is started for it and ended then, at once where the call is called off.
 * @throws WorkerLost when the worker cannot be started or dies; the signal's reason; whatever the call throws
 */
export async function askOnce<Api, T>(
  url: string,
  name: string,
  call: (api: Remote<Api>) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const once = spawn<Api>(url, name);
  try {
    return await unlessAborted(once.ask(call), signal);
  } finally {
    once.end("replaced");
  }
}

/**
 * Starts the workers, in the place of earlier ones, and links them: the engine sends events to the page
 * and weight snapshots to the sampler. Calls wait until `admitCalls`.
 * @param patience above 1 where the engine before it fell silent: how much longer this one may
 * @throws WorkerLost when the engine does not live to answer
 */
export async function startWorkers(
  choice: EngineChoice,
  watcher: EngineWatcher,
  patience = 1,
): Promise<EngineInfo> {
  endWorkers();
  gate.close();
  const events = new MessageChannel();
  const started = spawn<EngineApi>(engineUrl, "engine", {
    patience,
    onSignal: (signal) => {
      if (signal.signal === "fault") watcher.onFault?.(signal);
    },
    onLiveness: (liveness) => watcher.onLiveness?.(liveness),
    onEnd: (cause) => {
      gate.close();
      events.port1.close();
      watcher.onEnd?.(cause);
    },
  });
  host = started;
  events.port1.onmessage = ({ data }: MessageEvent<EngineEvent>) => {
    if (!started.hasEnded) watcher.onEvent(data); // what is still on its way from one that ended is old
  };
  const info = await started.ask((api) =>
    api.start(transfer(events.port2, [events.port2]), choice),
  );
  startSampler((weights) => started.ask((api) => api.feedSampler(transfer(weights, [weights]))));
  return info;
}

/** The engine that was started takes calls from now on. */
export const admitCalls = (): void => gate.open();

/** No engine will take calls until one is started anew: those that wait for it are refused. */
export function refuseCalls(): void {
  endWorkers();
  gate.lose();
}

function endWorkers(): void {
  endSampler();
  host?.end("replaced");
  host = null;
}
