/** A run's patches on the device: there while the run needs them or somebody computes with them. */
import { PatchSet } from "./patchSet.ts";
import type { SplitPatches } from "./trainingPatches.ts";

export interface ResidentPatches {
  readonly training: PatchSet;
  /** Null where nothing is held out. */
  readonly heldOut: PatchSet | null;
}

export interface CutPatches extends ResidentPatches {
  /** Ids of the photos that none of them are of. */
  readonly leftOut: readonly string[];
}

export class HeldPatches {
  readonly #cut: () => Promise<SplitPatches>;
  #resident: CutPatches | null = null;
  #loading: Promise<CutPatches> | null = null;
  #isKept = false;
  #uses = 0;
  #isClosed = false;

  /** @param cut reads and cuts them; asked again after they were given up */
  constructor(cut: () => Promise<SplitPatches>) {
    this.#cut = cut;
  }

  /** From now on they stay until `release`. @throws whatever cutting or uploading throws */
  keep(): Promise<CutPatches> {
    this.#isKept = true;
    return this.#get();
  }

  /** The run itself needs them no more. */
  release(): void {
    this.#isKept = false;
    this.#giveUpUnlessNeeded();
  }

  /** Computes with them; they stay until it is done. @throws as `keep`; whatever `act` throws */
  async use<T>(act: (patches: CutPatches) => Promise<T>): Promise<T> {
    this.#uses++;
    try {
      return await act(await this.#get());
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

  async #get(): Promise<CutPatches> {
    if (this.#resident) return this.#resident;
    this.#loading ??= this.#load();
    try {
      return await this.#loading;
    } finally {
      this.#loading = null;
      if (this.#uses === 0) this.#giveUpUnlessNeeded(); // released while they were cut
    }
  }

  async #load(): Promise<CutPatches> {
    const { training, heldOut, leftOut } = await this.#cut();
    if (this.#isClosed) throw new Error("The patches have been given up");
    const first = new PatchSet(training);
    try {
      const second = heldOut.labels.length > 0 ? new PatchSet(heldOut) : null;
      this.#resident = { training: first, heldOut: second, leftOut };
    } catch (error) {
      first.dispose();
      throw error;
    }
    return this.#resident;
  }

  #giveUpUnlessNeeded(): void {
    if (!this.#isKept && this.#uses === 0 && !this.#loading) this.#giveUp();
  }

  #giveUp(): void {
    this.#resident?.training.dispose();
    this.#resident?.heldOut?.dispose();
    this.#resident = null;
  }
}
