/**
 * The two workers behind the page. Proxies live at module scope, because Comlink drops calls in
 * flight when a proxy is garbage-collected, and every call is raced with the worker's death, because
 * a dead worker never answers.
 */
import { type Remote, transfer, wrap } from "comlink";
import samplerUrl from "../engine/sampler.ts?worker&url";
import engineUrl from "../engine/worker.ts?worker&url";
import type { EngineChoice } from "../protocol/backend.ts";
import type { EngineApi, EngineEvent, EngineInfo, SamplerApi } from "../protocol/engine.ts";
import { trustedScriptUrl } from "./trustedScriptUrl.ts";

/** A worker stopped for good; its calls cannot be answered any more. */
export class WorkerLost extends Error {
  override readonly name = "WorkerLost";
}

interface Host<Api> {
  readonly worker: Worker;
  readonly api: Remote<Api>;
  /** Never resolves; rejects with `WorkerLost` when the worker fails. */
  readonly crashed: Promise<never>;
}

function spawn<Api>(url: string, name: string): Host<Api> {
  const worker = new Worker(trustedScriptUrl(url), { type: "module", name });
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new WorkerLost(event.message)));
    worker.addEventListener("messageerror", () => reject(new WorkerLost("unreadable message")));
  });
  crashed.catch(() => undefined); // each call sees it through its own race
  return { worker, api: wrap<Api>(worker), crashed };
}

let engineHost: Host<EngineApi> | null = null;
let samplerHost: Host<SamplerApi> | null = null;

function host<Api>(current: Host<Api> | null): Host<Api> {
  if (!current) throw new WorkerLost("not started");
  return current;
}

/** One call to the engine worker. Throws `WorkerLost` when the worker died. */
export function askEngine<T>(call: (engine: Remote<EngineApi>) => Promise<T>): Promise<T> {
  const { api, crashed } = host(engineHost);
  return Promise.race([call(api), crashed]);
}

/** One call to the sampler worker. Throws `WorkerLost` when the worker died. */
export function askSampler<T>(call: (sampler: Remote<SamplerApi>) => Promise<T>): Promise<T> {
  const { api, crashed } = host(samplerHost);
  return Promise.race([call(api), crashed]);
}

/**
 * One call to a worker that is started for it and ended then.
 * @throws WorkerLost when the worker cannot be started or dies; whatever the call throws
 */
export async function askOnce<Api, T>(
  url: string,
  name: string,
  call: (api: Remote<Api>) => Promise<T>,
): Promise<T> {
  const { worker, api, crashed } = spawn<Api>(url, name);
  try {
    return await Promise.race([call(api), crashed]);
  } finally {
    worker.terminate();
  }
}

/**
 * Starts both workers (ending earlier ones) and links them: the engine sends events to the page and
 * weight snapshots to the sampler.
 * @param onCrash called once when the engine worker dies
 */
export async function startWorkers(
  choice: EngineChoice,
  onEvent: (event: EngineEvent) => void,
  onCrash: () => void,
): Promise<EngineInfo> {
  engineHost?.worker.terminate();
  samplerHost?.worker.terminate();
  const engine = spawn<EngineApi>(engineUrl, "engine");
  const sampler = spawn<SamplerApi>(samplerUrl, "sampler");
  engineHost = engine;
  samplerHost = sampler;
  engine.crashed.catch(() => {
    if (engineHost === engine) onCrash();
  });

  const events = new MessageChannel();
  events.port1.onmessage = ({ data }: MessageEvent<EngineEvent>) => {
    if (engineHost === engine) onEvent(data); // events of an ended worker count no more
  };
  const weights = new MessageChannel();
  void askSampler((api) => api.follow(transfer(weights.port1, [weights.port1]))).catch(
    () => undefined,
  );
  return askEngine((api) =>
    api.start(
      transfer(events.port2, [events.port2]),
      transfer(weights.port2, [weights.port2]),
      choice,
    ),
  );
}
