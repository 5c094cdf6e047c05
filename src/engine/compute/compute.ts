/**
 * The backend in use over the life of the worker: chosen at start, tested in the background, replaced
 * when it proves wrong or its device fails.
 */
import { inTurn } from "../../lib/inTurn.ts";
import type { BackendChoice, BackendInfo, RejectedBackend } from "../../protocol/backend.ts";
import type { RecoveryReason } from "../../protocol/events.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import { registerGradients } from "../ops/gradients.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { chooseBackend } from "./backend.ts";
import { type ComputeHost, computeHost } from "./backendOpeners.ts";
import { answerTo, type Fault, type FaultKind } from "./ladder.ts";
import { passesSelfTest, type ResultStore } from "./selfTest.ts";

export interface ComputeEvents {
  readonly onChange: (info: BackendInfo) => void;
  /** Give up everything on the device: another one follows. */
  readonly onLeave: () => void;
  /** Another device is there, or the same one with all that was on it gone. */
  readonly onReplaced: (reason: RecoveryReason) => void;
}

export interface ComputeOptions {
  readonly choice: BackendChoice;
  readonly results: ResultStore;
  readonly events: ComputeEvents;
  /** The real backends unless a test has its own. */
  readonly host?: (onFault: (kind: FaultKind) => void) => ComputeHost;
  /** Milliseconds; `performance.now` outside tests. */
  readonly now?: () => number;
  /** Resolves after that many milliseconds; a timer outside tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** A browser that starts its graphics process anew has no adapter for a moment. */
const waitsMs = [250, 1000, 4000];

/** Which backends have a device that can be lost. */
const onDevice = (info: BackendInfo): boolean =>
  info.backend === "webgpu" || info.backend === "webgl";

export class Compute {
  readonly #options: ComputeOptions;
  readonly #avoided: RejectedBackend[] = [];
  /** Of each backend, oldest first. */
  readonly #faults = new Map<string, Fault[]>();
  /** One device after the other. */
  readonly #inTurn = inTurn();
  /** Counts devices: what is heard of an earlier one counts no more. */
  #generation = 0;
  #host: ComputeHost;
  #info: BackendInfo | null = null;

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

  /** Nothing can be believed that is read from the device by now. */
  get isLost(): boolean {
    return this.#host.isLost(this.info.backend);
  }

  /** Resolves when the device in use has done all that it was given so far. */
  whenDone(): Promise<unknown> {
    return this.#host.whenDone(this.info.backend);
  }

  /** Of the backend in use; null where it has none. */
  get compiler(): CompileStep | null {
    return this.#host.compilerOf(this.info.backend);
  }

  /** Room for weights that compiled programs read, on the backend in use; null where it has no compiler. */
  get openWeights(): OpenWeightCopy | null {
    return this.#host.openWeightsOf(this.info.backend);
  }

  /** Activates the best backend and tests it in the background. */
  async start(): Promise<BackendInfo> {
    registerGradients();
    this.#info = await this.#choose();
    void this.#test(this.#info);
    return this.#info;
  }

  /**
   * Somebody found by an error of his own that the device fails, maybe before it was said to.
   * @param name of the error
   * @returns whether it is seen to: everything on the device has been given up then
   */
  report(name: string): boolean {
    if (name === "DeviceLost" && onDevice(this.info)) this.#onFault("lost", this.#generation);
    else if (name === "OutOfMemory") this.#onFault("outOfMemory", this.#generation);
    else return false;
    return true;
  }

  #choose(): Promise<BackendInfo> {
    return chooseBackend(this.#options.choice, this.#host.openers, this.#avoided);
  }

  async #test(tested: BackendInfo): Promise<void> {
    if (tested.selfTest !== "running") return;
    const generation = this.#generation;
    const passed = await passesSelfTest(tested, this.#options.results).catch(() => null);
    if (generation !== this.#generation || this.#info !== tested) return; // replaced meanwhile
    if (passed) {
      this.#info = { ...tested, selfTest: "passed" };
      this.#options.events.onChange(this.#info);
    } else this.#onFault(passed === null && this.isLost ? "lost" : "wrong", generation);
  }

  #onFault(kind: FaultKind, generation: number): void {
    if (generation !== this.#generation || !this.#info) return;
    const { backend } = this.#info;
    const at = (this.#options.now ?? (() => performance.now()))();
    const faults = [...(this.#faults.get(backend) ?? []), { kind, at }];
    this.#faults.set(backend, faults);
    const { avoids, reason } = answerTo(faults);
    if (avoids) this.#avoided.push({ backend, reason: avoids });
    this.#generation++;
    this.#options.events.onLeave();
    const left = this.#info;
    if (onDevice(left) || avoids) void this.#replace(left, reason);
    else this.#options.events.onReplaced(reason); // its memory is free again
  }

  /** Never rejects: where not even the plainest backend starts, the one before stands in the info. */
  #replace(left: BackendInfo, reason: RecoveryReason): Promise<void> {
    const generation = this.#generation;
    this.#host.close();
    this.#host = this.#newHost(); // a new device needs a new adapter
    return this.#inTurn(async () => {
      try {
        await this.#awaitDevice(left, generation);
        if (generation !== this.#generation) return; // it failed too
        const info = await this.#choose();
        if (generation !== this.#generation) return;
        this.#info = info;
        this.#options.events.onChange(info);
        void this.#test(info);
        const isOther = info.backend !== left.backend && reason === "DeviceLost";
        this.#options.events.onReplaced(isOther ? "OtherBackend" : reason);
      } catch (error) {
        console.error(`No device any more: ${error}`);
        this.#options.events.onReplaced("GivenUp");
      }
    });
  }

  async #awaitDevice({ backend }: BackendInfo, generation: number): Promise<void> {
    const wait = this.#options.wait ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
    for (const ms of waitsMs) {
      if (generation !== this.#generation) return;
      if (this.#avoided.some((entry) => entry.backend === backend)) return;
      if (await this.#host.openers[backend].find().catch(() => null)) return;
      await wait(ms);
    }
  }

  /** What is heard of a host counts while it is the one in use. */
  #newHost(): ComputeHost {
    const generation = this.#generation;
    return (this.#options.host ?? computeHost)((kind) => this.#onFault(kind, generation));
  }
}
