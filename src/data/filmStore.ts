/**
 * The films of runs, one file a frame; the name says which, and a header proves the bytes, so that a
 * write that was cut off costs that frame and nothing else.
 */
import { inTurn } from "../lib/inTurn.ts";
import type { FilmFrame } from "../protocol/film.ts";
import { decodeSlot, encodeSlot } from "./checkpointSlot.ts";
import { decodedName } from "./decodedName.ts";
import type { FileStore } from "./fileStore.ts";

export interface FilmStore {
  readonly storage: "kept" | "memory";
  /**
   * Makes the stored film of a run this one: removes what is not in it and writes what is new to it.
   * @param cutTo a frame up to this step that could not be read may be in it all the same, and stays
   * @param isLost asked before each file: whether the run is another worker's by now, who keeps the rest of its film
   * @throws StorageFull, StorageFailed; the frames written by then stay
   */
  write(
    runId: string,
    frames: readonly FilmFrame[],
    cutTo?: number,
    isLost?: () => Promise<boolean>,
  ): Promise<void>;
  /** The frames that prove whole, by growing step. Throws `StorageFailed`. */
  read(runId: string): Promise<FilmFrame[]>;
  /** The newest frame up to a step that proves whole; null when there is none. Throws `StorageFailed`. */
  readLast(runId: string, step: number): Promise<FilmFrame | null>;
  /** Another worker may have written films: the files are listed anew. */
  forget(): void;
  /** Bytes of all films. */
  sizeBytes(): Promise<number>;
}

export function createFilmStore(files: FileStore): FilmStore {
  return new FrameFiles(files);
}

/** What the name of a frame's file says. */
type FrameName = Omit<FilmFrame, "picture">;

class FrameFiles implements FilmStore {
  readonly #files: FileStore;
  /** File names by run and step; listed once a session. */
  #names: Promise<Map<string, Map<number, string>>> | null = null;
  /** Frames that lie in their file as they are. */
  readonly #written = new WeakSet<FilmFrame>();
  /** Names of files that are there and did not let themselves be read. */
  readonly #unread = new Set<string>();
  readonly #inTurn = inTurn();

  constructor(files: FileStore) {
    this.#files = files;
  }

  get storage() {
    return this.#files.storage;
  }

  forget(): void {
    this.#names = null;
  }

  write(
    runId: string,
    frames: readonly FilmFrame[],
    cutTo = -1,
    isLost = async () => false,
  ): Promise<void> {
    return this.#inTurn(async () => {
      const names = await this.#namesOf(runId);
      const wanted = new Map(frames.map((frame) => [frame.step, fileName(runId, frame)]));
      for (const [step, name] of [...names]) {
        const mayBeWanted = this.#unread.has(name) && step <= cutTo && !wanted.has(step);
        if (mayBeWanted || wanted.get(step) === name) continue;
        if (await isLost()) return;
        await this.#files.remove(name);
        names.delete(step);
      }
      const there = new Set(await this.#files.names()); // somebody may have cleared the folder
      for (const frame of frames) {
        const isThere = this.#written.has(frame) && there.has(fileName(runId, frame));
        if (isThere) continue;
        if (await isLost()) return;
        await this.#put(runId, frame);
      }
    });
  }

  read(runId: string): Promise<FilmFrame[]> {
    return this.#inTurn(async () => {
      const steps = [...(await this.#namesOf(runId)).keys()].sort((a, b) => a - b);
      const frames: FilmFrame[] = [];
      for (const step of steps) {
        const frame = await this.#get(runId, step);
        if (frame) frames.push(frame);
      }
      return frames;
    });
  }

  readLast(runId: string, step: number): Promise<FilmFrame | null> {
    return this.#inTurn(async () => {
      const steps = [...(await this.#namesOf(runId)).keys()].filter((at) => at <= step);
      for (const at of steps.sort((a, b) => b - a)) {
        const frame = await this.#get(runId, at);
        if (frame) return frame;
      }
      return null;
    });
  }

  async sizeBytes(): Promise<number> {
    return (await this.#files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
  }

  async #put(runId: string, frame: FilmFrame): Promise<void> {
    const name = fileName(runId, frame);
    (await this.#namesOf(runId)).set(frame.step, name);
    const bytes = new Uint8Array(await frame.picture.arrayBuffer());
    await this.#files.write(name, encodeSlot(frame.step, bytes));
    this.#written.add(frame);
  }

  async #get(runId: string, step: number): Promise<FilmFrame | null> {
    const name = (await this.#namesOf(runId)).get(step) ?? "";
    const said = parsed(name);
    const file = await this.#files.read(name);
    const buffer = await file?.arrayBuffer().catch(() => null); // unreadable: proves nothing
    if (buffer === null) this.#unread.add(name);
    else this.#unread.delete(name);
    const slot = buffer && decodeSlot(new Uint8Array(buffer));
    if (!said || slot?.sequence !== step) return null;
    const { columns, rows } = said.frame;
    const frame = { step, picture: new Blob([slot.payload]), columns, rows };
    this.#written.add(frame);
    return frame;
  }

  async #namesOf(runId: string): Promise<Map<number, string>> {
    this.#names ??= this.#list();
    const names = await this.#names.catch((error: unknown) => {
      this.#names = null; // listed again the next time
      throw error;
    });
    const known = names.get(runId) ?? new Map<number, string>();
    names.set(runId, known);
    return known;
  }

  async #list(): Promise<Map<string, Map<number, string>>> {
    const names = new Map<string, Map<number, string>>();
    for (const { name } of await this.#files.list()) {
      const said = parsed(name);
      if (!said) continue;
      const { runId, frame } = said;
      names.set(runId, (names.get(runId) ?? new Map()).set(frame.step, name));
    }
    return names;
  }
}

/** A run id may hold any character; a file name may not. */
function fileName(runId: string, { step, columns, rows }: FrameName): string {
  return `${encodeURIComponent(runId)}.${step}.${columns}x${rows}`;
}

function parsed(name: string): { readonly runId: string; readonly frame: FrameName } | null {
  const [, runId, ...numbers] = /^(.+)\.(\d+)\.(\d+)x(\d+)$/.exec(name) ?? [];
  const id = runId === undefined ? null : decodedName(runId);
  if (id === null) return null;
  const [step, columns, rows] = numbers.map(Number) as [number, number, number]; // the pattern has three
  return { runId: id, frame: { step, columns, rows } };
}

/** The run that a file of this name is a frame of; null for a file that is no frame. */
export const runOfFrame = (name: string): string | null => parsed(name)?.runId ?? null;
