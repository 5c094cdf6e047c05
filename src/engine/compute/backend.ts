/**
 * Chooses what computes: hardware WebGPU, hardware WebGL, WASM, then a software WebGPU adapter (ten
 * times slower than WASM, measured), then plain JavaScript. A choice of the user's comes first.
 */
import type {
  BackendChoice,
  BackendInfo,
  BackendName,
  RejectedBackend,
} from "../../protocol/backend.ts";

export interface Found {
  /** Readable name of the adapter or processor. */
  readonly adapter: string;
  /** Only emulated on the processor. */
  readonly isSoftware: boolean;
}

export interface BackendOpener {
  /** Looks whether it is there, at little cost; null when it is missing. */
  find(): Promise<Found | null>;
  /** Makes it tfjs's backend and gives its threads; throws when it does not start. */
  activate(): Promise<number>;
}

export type BackendOpeners = Readonly<Record<BackendName, BackendOpener>>;

interface Candidate {
  readonly backend: BackendName;
  readonly softwareToo: boolean;
}

const automatic: readonly Candidate[] = [
  { backend: "webgpu", softwareToo: false },
  { backend: "webgl", softwareToo: false },
  { backend: "wasm", softwareToo: true },
  { backend: "webgpu", softwareToo: true },
  { backend: "cpu", softwareToo: true },
];

/**
 * Activates the best backend that starts.
 * @param avoided backends that failed in this session; not taken again
 * @throws        Error when not even the CPU starts
 */
export async function chooseBackend(
  choice: BackendChoice,
  openers: BackendOpeners,
  avoided: readonly RejectedBackend[] = [],
): Promise<BackendInfo> {
  const rejected = [...avoided];
  const asked = choice === "auto" ? [] : [{ backend: choice, softwareToo: true }];
  for (const candidate of [...asked, ...automatic]) {
    const { backend } = candidate;
    if (rejected.some((entry) => entry.backend === backend && entry.reason !== "software"))
      continue;
    const result = await tryBackend(candidate, openers[backend]);
    if ("reason" in result) {
      if (!rejected.some((entry) => entry.backend === backend)) rejected.push(result);
      continue;
    }
    return {
      ...result,
      choice,
      rejected: rejected.filter((entry) => entry.backend !== backend),
      selfTest: backend === "cpu" ? "passed" : "running",
    };
  }
  throw new Error("No backend started, not even the plain CPU one");
}

async function tryBackend(
  { backend, softwareToo }: Candidate,
  opener: BackendOpener,
): Promise<RejectedBackend | Pick<BackendInfo, "backend" | "adapter" | "threads">> {
  try {
    const found = await opener.find();
    if (!found) return { backend, reason: "missing" };
    if (found.isSoftware && !softwareToo) return { backend, reason: "software" };
    return { backend, adapter: found.adapter, threads: await opener.activate() };
  } catch {
    return { backend, reason: "failed" };
  }
}
