/**
 * The backend in use over the life of the worker: chosen at start, tested in the background, replaced
 * when it proves wrong or its device is lost.
 */
import type { GpuFault } from "../gpu/gpuDevice.ts";
import type { BackendChoice, BackendInfo, RejectedBackend } from "../protocol/backend.ts";
import { chooseBackend } from "./backend.ts";
import { type ComputeHost, computeHost } from "./backendOpeners.ts";
import { deviceLossReport } from "./failure.ts";
import { registerGradients } from "./gradients.ts";
import { passesSelfTest, type ResultStore } from "./selfTest.ts";
import type { CompileStep } from "./steps/compiledStep.ts";

export interface ComputeEvents {
  readonly onChange: (info: BackendInfo) => void;
  /** Give up everything on the device: another backend follows. */
  readonly onLeave: () => void;
  /** The new backend is there. */
  readonly onReplaced: () => void;
  readonly onOutOfMemory: () => void;
}

export interface ComputeOptions {
  readonly choice: BackendChoice;
  readonly results: ResultStore;
  readonly events: ComputeEvents;
  /** The real backends unless a test has its own. */
  readonly host?: (onGpuFault: (fault: GpuFault) => void) => ComputeHost;
}

/** Losses after which WebGPU is given up for the session. */
const mostLosses = 3;

export class Compute {
  readonly #options: ComputeOptions;
  readonly #avoided: RejectedBackend[] = [];
  #host: ComputeHost;
  #info: BackendInfo | null = null;
  #losses = 0;

  constructor(options: ComputeOptions) {
    this.#options = options;
    this.#host = this.#newHost();
  }

  get info(): BackendInfo {
    if (!this.#info) throw new Error("No backend yet"); // start() comes first
    return this.#info;
  }

  /** `GPUQueue.submit` calls on the device in use. */
  get submits(): number {
    return this.#host.submits();
  }

  /** Resolves when the device in use has done all that it was given so far. */
  whenDone(): Promise<unknown> {
    return this.#host.whenDone(this.info.backend);
  }

  /** Of the backend in use; null where it has none. */
  get compiler(): CompileStep | null {
    return this.#host.compilerOf(this.info.backend);
  }

  /** Activates the best backend and tests it in the background. */
  async start(): Promise<BackendInfo> {
    registerGradients();
    this.#info = await chooseBackend(this.#options.choice, this.#host.openers, this.#avoided);
    void this.#test();
    return this.#info;
  }

  async #test(): Promise<void> {
    const tested = this.info;
    if (tested.selfTest !== "running") return;
    const passed = await passesSelfTest(tested, this.#options.results).catch(async () => {
      await deviceLossReport(); // a loss is another matter
      return false;
    });
    if (this.#info !== tested) return; // replaced meanwhile
    if (passed) {
      this.#info = { ...tested, selfTest: "passed" };
      this.#options.events.onChange(this.#info);
    } else {
      this.#avoided.push({ backend: tested.backend, reason: "wrong" });
      await this.#replace();
    }
  }

  #onFault({ kind }: GpuFault): void {
    if (this.#info?.backend !== "webgpu") return;
    if (kind === "outOfMemory") this.#options.events.onOutOfMemory();
    if (kind !== "lost") return;
    this.#losses++;
    if (this.#losses >= mostLosses) this.#avoided.push({ backend: "webgpu", reason: "failed" });
    void this.#replace();
  }

  async #replace(): Promise<void> {
    this.#options.events.onLeave();
    this.#host = this.#newHost(); // a new device needs a new adapter
    this.#options.events.onChange(await this.start());
    this.#options.events.onReplaced();
  }

  #newHost(): ComputeHost {
    return (this.#options.host ?? computeHost)((fault) => this.#onFault(fault));
  }
}
