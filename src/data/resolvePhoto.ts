/** From where a photo's pixels come to the pixels themselves, at the wanted size. */
import type { PhotoSource } from "../protocol/project.ts";
import type { Decoder } from "./decoder.ts";
import { NotServed, StorageFailed, UnreadableImage } from "./errors.ts";
import { inspectFile } from "./inspectFile.ts";
import { limits } from "./limits.ts";
import { PhotoCache } from "./photoCache.ts";
import type { PhotoStore } from "./photoStore.ts";
import { drawPattern } from "./procedural/drawPattern.ts";
import type { RgbImage } from "./rgbImage.ts";
import { patternSide } from "./samples.ts";
import { scaledSize, type Target } from "./scaledSize.ts";
import { withinTime } from "./withinTime.ts";

/**
 * Pixels of a known photo, or of a file that is not stored (one dropped only to be judged).
 * The caller must not change the pixels: they may be shared.
 * @throws UnreadableImage, NotServed, StorageFailed; within a time, also where nothing ever answers
 */
export type ResolvePhoto = (photo: PhotoSource | Blob, target: Target) => Promise<RgbImage>;

export interface ResolveTools {
  readonly photoStore: Pick<PhotoStore, "get">;
  readonly decoder: Pick<Decoder, "decodePhoto">;
  /** Bytes of a shipped photo; `fetchSample` outside tests. */
  readonly loadSample?: (path: string) => Promise<Blob>;
}

export function createPhotoResolver(tools: ResolveTools): ResolvePhoto {
  const cache = new PhotoCache(limits.cacheBytes);

  async function load(source: PhotoSource, target: Target): Promise<RgbImage> {
    switch (source.kind) {
      case "stored": {
        const bytes = await withinTime(
          storedBytes(source.hash),
          limits.readMs,
          () => new StorageFailed(`The photo ${source.hash} was not given in time`),
        );
        return decode(bytes, target);
      }
      case "sample":
        return decode(await bytesOf(await (tools.loadSample ?? fetchSample)(source.path)), target);
      case "procedural": {
        const { width } = scaledSize({ width: patternSide, height: patternSide }, target);
        return drawPattern(source.pattern, source.seed, width); // patterns have no resolution of their own
      }
      default:
        source satisfies never;
        throw new UnreadableImage("unreadable");
    }
  }

  async function storedBytes(hash: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = await tools.photoStore.get(hash);
    if (!file) throw new UnreadableImage("unreadable");
    return bytesOf(file).catch((cause: unknown) => {
      throw new StorageFailed(`The photo ${hash} could not be read`, { cause });
    });
  }

  async function decode(bytes: Uint8Array<ArrayBuffer>, target: Target): Promise<RgbImage> {
    return (await tools.decoder.decodePhoto(bytes, target)).image;
  }

  return async (photo, target) => {
    if (photo instanceof Blob) return decode(await inspectFile(photo), target);
    const key = JSON.stringify([photo, target]);
    const held = cache.get(key);
    if (held) return held;
    const image = await load(photo, target);
    cache.set(key, image);
    return image;
  };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await blob.arrayBuffer());

/** Same-origin always: the path is one of our own shape, below the app's own address. @throws UnreadableImage, NotServed */
export async function fetchSample(path: string): Promise<Blob> {
  if (!isSamplePath(path)) throw new UnreadableImage("unreadable");
  const signal = AbortSignal.timeout(limits.readMs);
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}samples/${path}`, { signal });
    if (response.status === 404) throw new UnreadableImage("unreadable"); // this version has it no more
    if (!response.ok) throw new Error(`Status ${response.status}`);
    return await response.blob();
  } catch (error) {
    if (error instanceof UnreadableImage) throw error;
    throw new NotServed(`The server did not give the photo ${path}`, { cause: error });
  }
}

/** Folders and a JPEG in lower case, no dots but the last: nothing that could lead out of `samples/`. */
export function isSamplePath(path: string): boolean {
  return /^(?:[a-z0-9_]+\/)*[a-z0-9_]+\.jpg$/.test(path);
}
