/** A run's patches on the device: there while the run needs them or somebody computes with them. */
import { unlessAborted } from "../../lib/unlessAborted.ts";
import { Cancelled, LostPatches } from "../errors.ts";
import type { PatchPages } from "./patchPages.ts";
import { PatchSet } from "./patchSet.ts";
import { PatchWindow } from "./patchWindow.ts";
import type { Cutting, SplitPatches } from "./trainingPatches.ts";

export interface ResidentPatches {
  /** All of them, or some that stand for those of the window. */
  readonly training: PatchSet;
  /** What steps learn from, where training patches are too many for the device. */
  readonly window?: PatchWindow;
  /** Null where nothing is held out. */
  readonly heldOut: PatchSet | null;
}

export interface CutPatches extends ResidentPatches {
  /** Ids of the photos that none of them are of. */
  readonly leftOut: readonly string[];
}

export class HeldPatches {
  readonly #cut: (cutting: Cutting) => Promise<SplitPatches>;
  #resident: CutPatches | null = null;
  #loading: { readonly cut: Promise<CutPatches>; readonly calling: AbortController } | null = null;
  #isKept = false;
  #uses = 0;
  #isClosed = false;

  /** @param cut reads and cuts them; asked again after they were given up, and called off where nobody waits for it */
  constructor(cut: (cutting: Cutting) => Promise<SplitPatches>) {
    this.#cut = cut;
  }

  /**
   * From now on they stay until `release`, which calls off what cuts them.
   * @param progress told of each photo, where they are cut for this
   * @throws Cancelled; whatever cutting or uploading throws
   */
  keep(progress?: Cutting["progress"]): Promise<CutPatches> {
    this.#isKept = true;
    return this.#get(progress);
  }

  /** The run itself needs them no more. */
  release(): void {
    this.#isKept = false;
    this.#giveUpUnlessNeeded();
  }

  /**
   * Computes with them; they stay until it is done.
   * @param signal calls the wait for them off
   * @throws as `keep`; the signal's reason; whatever `act` throws
   */
  async use<T>(act: (patches: CutPatches) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#uses++;
    try {
      return await act(await unlessAborted(this.#get(), signal));
    } finally {
      this.#uses--;
      this.#giveUpUnlessNeeded();
    }
  }

  /** For good, whoever computes with them. */
  close(): void {
    this.#isClosed = true;
    this.#giveUp();
  }

  async #get(progress: Cutting["progress"] = () => undefined): Promise<CutPatches> {
    if (this.#resident) return this.#resident;
    if (!this.#loading) {
      const calling = new AbortController();
      const cut = this.#load({ signal: calling.signal, progress });
      this.#loading = { cut: unlessAborted(cut, calling.signal), calling }; // photos may never come
    }
    const loading = this.#loading;
    try {
      return await loading.cut;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  async #load(cutting: Cutting): Promise<CutPatches> {
    const { training, pages, heldOut, leftOut } = await this.#cut(cutting);
    cutting.signal.throwIfAborted();
    if (this.#isClosed) throw new Error("The patches have been given up");
    const first = new PatchSet(training);
    try {
      const second = heldOut.labels.length > 0 ? new PatchSet(heldOut) : null;
      const window = pages && new PatchWindow(pages, (signal) => this.#pagesAnew(signal));
      this.#resident = { training: first, heldOut: second, leftOut, ...(window && { window }) };
    } catch (error) {
      first.dispose();
      throw error;
    }
    return this.#resident;
  }

  async #pagesAnew(signal: AbortSignal): Promise<PatchPages> {
    const { pages } = await this.#cut({ signal, progress: () => undefined });
    if (!pages) throw new LostPatches("There are no pages of the patches any more");
    return pages;
  }

  #giveUpUnlessNeeded(): void {
    if (!this.#isKept && this.#uses === 0) this.#giveUp();
  }

  #giveUp(): void {
    this.#loading?.calling.abort(new Cancelled("Nobody waits for the patches any more"));
    this.#loading = null;
    this.#resident?.training.dispose();
    this.#resident?.heldOut?.dispose();
    this.#resident?.window?.close();
    this.#resident = null;
  }
}
