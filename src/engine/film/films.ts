/**
 * The films of this worker's runs. Of a run that trains the film is in memory and is kept whenever the
 * run is; nothing that fails here stops a training.
 */
import type { FilmStore } from "../../data/filmStore.ts";
import { inTurn } from "../../lib/inTurn.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { Film, FilmFrame } from "../../protocol/film.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { StorageHealth } from "../storage/storageHealth.ts";
import { isFrameDue, upToStep, withFrame } from "./frames.ts";

export interface FilmsTools {
  readonly store: FilmStore;
  readonly emit: (event: EngineEvent) => void;
  readonly health: StorageHealth;
  /** Whether the run is another tab's by now: then nothing of its film is written here. */
  readonly isLost: (runId: string) => Promise<boolean>;
}

export class Films {
  readonly #tools: FilmsTools;
  /** Of runs that train, and of those whose film could not be kept. */
  readonly #open = new Map<string, readonly FilmFrame[]>();
  /** Runs whose film does not lie in storage as it should. */
  readonly #unkept = new Set<string>();
  /** Of films that were cut since they were written: up to which step. */
  readonly #cutTo = new Map<string, number>();
  readonly #inTurn = inTurn();

  constructor(tools: FilmsTools) {
    this.#tools = tools;
  }

  /**
   * Goes on with a run's film from a step; frames later than that are given up. One that cannot be read is
   * left as it lies in storage, without the frames to come.
   */
  async open(runId: string, step: number): Promise<void> {
    const known = this.#open.get(runId);
    const frames = known ?? (await this.#tools.store.read(runId).catch(() => null));
    if (frames) this.#cut(runId, frames, step);
  }

  /** Of an open film: whether a frame at this step shows enough that is new. */
  isDue(runId: string, step: number): boolean {
    return isFrameDue(this.#open.get(runId) ?? [], step);
  }

  /** Step of an open film's newest frame. */
  lastStep(runId: string): number | undefined {
    return this.#open.get(runId)?.at(-1)?.step;
  }

  /**
   * Adds a frame to an open film, after those that are still being made; never throws.
   * @param make null where the frame is not wanted any more; one that fails is a frame less
   */
  add(runId: string, make: () => Promise<FilmFrame | null>): Promise<void> {
    return this.#inTurn(async () => {
      const frame = await make().catch(() => null);
      const frames = this.#open.get(runId);
      if (frame && frames) this.#replace(runId, withFrame(frames, frame));
    });
  }

  /** The run went back to a step. A film that is not open is cut when it is opened. */
  cut(runId: string, step: number): void {
    const frames = this.#open.get(runId);
    if (frames) this.#cut(runId, frames, step);
  }

  /** Writes what is new in an open film; where storage fails it lives in memory, and the page is told. */
  async keep(runId: string): Promise<void> {
    const { store, health, isLost } = this.#tools;
    if (await isLost(runId)) return;
    const frames = this.#open.get(runId);
    if (!frames) return;
    const wasKept = !this.#unkept.delete(runId);
    const cutTo = this.#cutTo.get(runId) ?? Number.POSITIVE_INFINITY;
    const write = async () => {
      await store.write(runId, frames, cutTo, () => isLost(runId));
      if (this.#cutTo.get(runId) === cutTo) this.#cutTo.delete(runId); // else it was cut meanwhile
    };
    await health.watch("film", [runId], write).catch(() => this.#unkept.add(runId));
    if (wasKept !== !this.#unkept.has(runId)) this.#tell(runId);
  }

  /** Runs whose film could not be written. */
  get unkept(): readonly string[] {
    return [...this.#unkept];
  }

  /** Keeps an open film, and out of memory what storage has. */
  async close(runId: string): Promise<void> {
    await this.keep(runId);
    if (!this.#unkept.has(runId)) this.#open.delete(runId);
  }

  /** Another run was made of a state of this one: it has the film up to there; without, where that cannot be read. */
  async copy(
    runId: string,
    { runId: newId, step }: Pick<RunRecord, "runId" | "step">,
  ): Promise<void> {
    const film = await this.film(runId, step).catch(() => null);
    if (!film || film.frames.length === 0) return;
    this.#open.set(newId, film.frames);
    await this.close(newId);
  }

  /** A run's film up to the step where its record stands. @throws StorageFailed */
  async film(runId: string, step: number): Promise<Film> {
    const frames = this.#open.get(runId) ?? (await this.#tools.store.read(runId));
    return this.#filmOf(runId, upToStep(frames, step));
  }

  /** The newest frame of a run's film; null where there is none. @throws StorageFailed */
  async lastFrame(runId: string, step: number): Promise<FilmFrame | null> {
    const frames = this.#open.get(runId);
    if (!frames) return this.#tools.store.readLast(runId, step);
    return upToStep(frames, step).at(-1) ?? null;
  }

  /** Forgets a run that is deleted; its film stays in storage for as long as it can be brought back. */
  remove(runId: string): void {
    this.#open.delete(runId);
    this.#unkept.delete(runId);
    this.#cutTo.delete(runId);
    this.#tools.health.settled("film", runId);
  }

  #cut(runId: string, frames: readonly FilmFrame[], step: number): void {
    this.#cutTo.set(runId, Math.min(step, this.#cutTo.get(runId) ?? step));
    this.#replace(runId, upToStep(frames, step));
  }

  #replace(runId: string, frames: readonly FilmFrame[]): void {
    this.#open.set(runId, frames);
    if (frames.length > 0) this.#tell(runId);
  }

  #tell(runId: string): void {
    const film = this.#filmOf(runId, this.#open.get(runId) ?? []);
    this.#tools.emit({ type: "film", runId, film });
  }

  #filmOf(runId: string, frames: readonly FilmFrame[]): Film {
    const isKept = this.#tools.store.storage === "kept" && !this.#unkept.has(runId);
    return { frames, isKept };
  }
}
