/** Some pages of a run's patches at hand, and the next one on its way from storage. */
import { LostPatches } from "../errors.ts";
import type { PageLabels, PatchPages } from "./patchPages.ts";

/** Pages at hand at most, with the one that is read ahead. */
export const pagesAtOnce = 8;

/** Opens the pages anew, and cuts them anew if need be. */
export type Reopen = (signal: AbortSignal) => Promise<PatchPages>;

export class PatchWindow {
  #pages: PatchPages;
  readonly #reopen: Reopen;
  readonly #held = new Map<number, Uint8Array>();
  #ahead: { readonly page: number; readonly read: Promise<Uint8Array> } | null = null;
  #reopening: Promise<void> | null = null;
  readonly #closing = new AbortController();

  constructor(pages: PatchPages, reopen: Reopen) {
    this.#pages = pages;
    this.#reopen = reopen;
  }

  /** Side of a patch, px. */
  get size(): number {
    return this.#pages.size;
  }
  get pages(): readonly PageLabels[] {
    return this.#pages.pages;
  }

  /**
   * Has these pages at hand, and lets go of all others.
   * @param next read ahead
   * @throws LostPatches where one can be neither read nor cut anew as it was
   */
  async hold(wanted: readonly number[], next: number): Promise<void> {
    for (const page of this.#held.keys()) if (!wanted.includes(page)) this.#held.delete(page);
    for (const page of wanted) {
      if (this.#held.has(page)) continue;
      const read = this.#ahead?.page === page ? this.#ahead.read : this.#read(page);
      this.#ahead = null;
      this.#held.set(page, await read);
    }
    if (this.#ahead?.page === next || this.#held.has(next)) return;
    const read = this.#read(next);
    read.catch(() => undefined); // told to whoever wants it
    this.#ahead = { page: next, read };
  }

  /** Of a page that is at hand: [n, size, size, 3], 0…255. */
  pixels(page: number): Uint8Array {
    const pixels = this.#held.get(page);
    if (!pixels) throw new Error(`Page ${page} is not at hand`);
    return pixels;
  }

  /** Bytes at hand. */
  get bytes(): number {
    return [...this.#held.values()].reduce((sum, { length }) => sum + length, 0);
  }

  close(): void {
    this.#closing.abort(new Error("The patches have been given up"));
    this.#held.clear();
    this.#ahead = null;
  }

  async #read(page: number): Promise<Uint8Array> {
    try {
      return await this.#pages.read(page);
    } catch {
      this.#reopening ??= this.#openAnew().finally(() => {
        this.#reopening = null;
      });
      await this.#reopening;
      return this.#pages.read(page);
    }
  }

  async #openAnew(): Promise<void> {
    const anew = await this.#reopen(this.#closing.signal).catch((cause: unknown) => {
      throw new LostPatches("The patches could not be cut again", { cause });
    });
    if (!areSame(anew.pages, this.pages)) throw new LostPatches("The patches are others now");
    this.#pages = anew;
  }
}

const areSame = (ones: readonly PageLabels[], others: readonly PageLabels[]): boolean =>
  ones.length === others.length &&
  ones.every(({ labels, photos }, page) => {
    const other = others[page] as PageLabels; // as many
    return (
      labels.length === other.labels.length &&
      labels.every((label, at) => label === other.labels[at]) &&
      photos.every((photo, at) => photo === other.photos[at])
    );
  });
