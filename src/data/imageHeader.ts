/**
 * What a file is and how large its picture claims to be, before any of it is decoded: a 69-byte PNG
 * can claim 16384 × 16384 px and stall a decoder for seconds.
 */
import type { SkipReason } from "../protocol/importing.ts";
import { avif } from "./formats/avif.ts";
import { bmp } from "./formats/bmp.ts";
import type { FormatReader, ImageFormat, Size } from "./formats/format.ts";
import { gif } from "./formats/gif.ts";
import { jpeg } from "./formats/jpeg.ts";
import { png } from "./formats/png.ts";
import { webp } from "./formats/webp.ts";
import { limits } from "./limits.ts";
import { sniffFormat } from "./sniffFormat.ts";

const readers: Readonly<Record<ImageFormat, FormatReader>> = { png, jpeg, webp, avif, gif, bmp };

export type ImageHeader =
  | {
      readonly kind: "image";
      readonly format: ImageFormat;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "refused"; readonly reason: SkipReason; readonly format?: string };

/**
 * Reads the header of a whole file. Never throws; its time grows at most linearly with the length.
 * @returns the size as stored (a turn by EXIF is not applied), or why the file cannot be taken
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length === 0) return refused("empty");
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === "unknown") return refused("notAnImage");
  if (sniffed.kind === "unsupported") {
    return { kind: "refused", reason: "unsupportedFormat", format: sniffed.format };
  }
  const reader = readers[sniffed.format];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = withinBounds(() => reader.size(view));
  const reason = size ? sizeProblem(size) : "damaged";
  if (!size || reason) return refused(reason ?? "damaged");
  if (!withinBounds(() => reader.isWhole(view))) return refused("damaged");
  return { kind: "image", format: sniffed.format, ...size };
}

/** Why a picture of this size is not taken; null when it is fine. */
export function sizeProblem({ width, height }: Size): SkipReason | null {
  if (width === 0 || height === 0) return "damaged";
  if (Math.max(width, height) > limits.maxSide || width * height > limits.maxPixels) {
    return "tooManyPixels";
  }
  return Math.min(width, height) < limits.minSide ? "tooSmall" : null;
}

function refused(reason: SkipReason): ImageHeader {
  return { kind: "refused", reason };
}

/** Null where a reader ran past the end of the file. */
function withinBounds<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
