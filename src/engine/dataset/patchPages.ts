/** Patches dealt out to pages, which lie in a few volumes: each has a chunk of every page, one after the other. */
import { decodeSlot, headerBytes } from "../../data/checkpointSlot.ts";
import { LostPatches } from "../errors.ts";
import type { PatchBytes } from "./patchSet.ts";

/** What is known of a page without reading it. */
export type PageLabels = Pick<PatchBytes, "labels" | "photos">;

export interface PatchPages {
  /** Side of a patch, px. */
  readonly size: number;
  readonly pages: readonly PageLabels[];
  /** [n, size, size, 3], 0…255. @throws LostPatches where it is not what was written */
  read(page: number): Promise<Uint8Array>;
}

/** Of pages that were dealt out. */
export interface Deal {
  readonly size: number;
  readonly pages: readonly PageLabels[];
  /** [volumes][pages] patches in each chunk. */
  readonly counts: readonly (readonly number[])[];
}

/** Which chunk it is, as its header says. */
export const chunkNumber = (volume: number, page: number, pages: number): number =>
  volume * pages + page;

export class StoredPages implements PatchPages {
  readonly #deal: Deal;
  readonly #volumes: readonly Blob[];
  readonly #onDamaged: () => Promise<void>;

  /** @param onDamaged told where a page cannot be read; what is read of it later may be anything */
  constructor(deal: Deal, volumes: readonly Blob[], onDamaged: () => Promise<void>) {
    this.#deal = deal;
    this.#volumes = volumes;
    this.#onDamaged = onDamaged;
  }

  get size(): number {
    return this.#deal.size;
  }
  get pages(): readonly PageLabels[] {
    return this.#deal.pages;
  }

  async read(page: number): Promise<Uint8Array> {
    const { size, pages, counts } = this.#deal;
    const patchBytes = size ** 2 * 3;
    const pixels = new Uint8Array((pages[page]?.labels.length ?? 0) * patchBytes);
    let at = 0;
    for (const [volume, ofVolume] of counts.entries()) {
      const before = ofVolume.slice(0, page).reduce((sum, count) => sum + count, 0);
      const start = before * patchBytes + page * headerBytes;
      const length = (ofVolume[page] as number) * patchBytes; // one a page
      const bytes = await this.#bytes(volume, start, start + headerBytes + length);
      const slot = bytes && decodeSlot(bytes);
      if (slot?.sequence !== chunkNumber(volume, page, pages.length)) {
        await this.#onDamaged();
        throw new LostPatches(`Page ${page} of the patches cannot be read any more`);
      }
      pixels.set(slot.payload, at);
      at += length;
    }
    return pixels;
  }

  async #bytes(volume: number, from: number, to: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = await this.#volumes[volume]
      ?.slice(from, to)
      .arrayBuffer()
      .catch(() => null); // removed meanwhile, or written anew
    return bytes ? new Uint8Array(bytes) : null;
  }
}
