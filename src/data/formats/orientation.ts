/**
 * How a PNG or WebP picture is to be turned, by its EXIF data. Browsers turn JPEG by it, and the others
 * by no common rule; here the data is read, and what is handed to the browser does not hold it any more,
 * so that nothing is turned twice. AVIF is turned by its own boxes, which every decoder follows.
 */
import { fourCc } from "./format.ts";

/** As EXIF numbers them (CIPA DC-008, tag 274): 1 is upright, from 5 on width and height change places. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Where EXIF data lies in a file: of its chunk, and of the TIFF data in it, in bytes. */
interface ExifChunk {
  readonly at: number;
  readonly end: number;
  readonly tiffAt: number;
  readonly tiffEnd: number;
}

export interface Unturned {
  /** The same picture, without the data that might turn it. */
  readonly blob: Blob;
  readonly orientation: Orientation;
}

/** Anything but a PNG or WebP that is to be turned comes back as it is. Never throws for its content. */
export function unturned(bytes: Uint8Array<ArrayBuffer>): Unturned {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = kindOf(view);
  const exif = kind && (kind === "png" ? pngExif(view) : webpExif(view));
  const orientation = exif ? orientationIn(view, exif) : 1;
  if (!exif || orientation === 1) return { blob: new Blob([bytes]), orientation: 1 };
  // A PNG goes without the chunk; a WebP tells its length, so there the chunk gets a name that says nothing.
  const parts =
    kind === "png"
      ? [bytes.subarray(0, exif.at), bytes.subarray(exif.end)]
      : [bytes.subarray(0, exif.at), "NONE", bytes.subarray(exif.at + 4)];
  return { blob: new Blob(parts), orientation };
}

function kindOf(start: DataView): "png" | "webp" | null {
  if (start.byteLength < 12) return null;
  if (start.getUint32(0) === 0x89504e47) return "png";
  return fourCc(start, 0) === "RIFF" && fourCc(start, 8) === "WEBP" ? "webp" : null;
}

/** Chunks of length, type, data and CRC, up to `IEND`. */
function pngExif(view: DataView): ExifChunk | null {
  let at = 8;
  while (at + 12 <= view.byteLength) {
    const tiffAt = at + 8;
    const tiffEnd = tiffAt + view.getUint32(at);
    const type = fourCc(view, at + 4);
    const end = tiffEnd + 4;
    if (type === "IEND" || end > view.byteLength) return null;
    if (type === "eXIf") return { at, end, tiffAt, tiffEnd };
    at = end; // at least 12 bytes further
  }
  return null;
}

/** RIFF chunks of type, length and data, padded to even length. */
function webpExif(view: DataView): ExifChunk | null {
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    const tiffEnd = at + 8 + length;
    if (tiffEnd > view.byteLength) return null;
    if (fourCc(view, at) === "EXIF") {
      const hasPrefix = length >= 6 && fourCc(view, at + 8) === "Exif"; // as in JPEG; some writers leave it
      return { at, end, tiffAt: at + 8 + (hasPrefix ? 6 : 0), tiffEnd };
    }
    at = end; // at least 8 bytes further
  }
  return null;
}

const orientationTag = 274;
const shortType = 3;

/** 1 for data that makes no sense. */
function orientationIn(file: DataView, { tiffAt, tiffEnd }: ExifChunk): Orientation {
  const view = new DataView(file.buffer, file.byteOffset + tiffAt, tiffEnd - tiffAt);
  if (view.byteLength < 8) return 1;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const isLittle = order === 0x4949;
  const directory = view.getUint32(4, isLittle);
  if (view.getUint16(2, isLittle) !== 42 || directory + 2 > view.byteLength) return 1;
  const entries = view.getUint16(directory, isLittle); // 65,535 at most
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > view.byteLength) return 1;
    if (view.getUint16(at, isLittle) !== orientationTag) continue;
    const value = view.getUint16(at + 8, isLittle);
    const isMeant = view.getUint16(at + 2, isLittle) === shortType && value >= 1 && value <= 8;
    return isMeant ? (value as Orientation) : 1;
  }
  return 1;
}
