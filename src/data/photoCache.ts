/** Decoded photos at hand, the longest unused given up first when their bytes exceed a budget. */
import type { RgbImage } from "./rgbImage.ts";

export class PhotoCache {
  readonly #maxBytes: number;
  readonly #images = new Map<string, RgbImage>(); // in order of last use
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): RgbImage | undefined {
    const image = this.#images.get(key);
    if (image) {
      this.#images.delete(key);
      this.#images.set(key, image);
    }
    return image;
  }

  /** An image larger than the whole budget is not kept. */
  set(key: string, image: RgbImage): void {
    this.#drop(key);
    if (image.pixels.length > this.#maxBytes) return;
    this.#images.set(key, image);
    this.#bytes += image.pixels.length;
    for (const oldest of this.#images.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#images.get(key)?.pixels.length ?? 0;
    this.#images.delete(key);
  }
}
