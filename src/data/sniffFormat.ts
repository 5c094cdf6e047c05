/**
 * The bytes at the start decide what a file is; its name and MIME type do not. Common formats that
 * the app cannot use are named, so that the report can say what to do about them.
 */
import { looksLikeBmp } from "./formats/bmp.ts";
import type { ImageFormat } from "./formats/format.ts";

/** Bytes that `sniffFormat` looks at. */
export const sniffBytes = 1024;

export type Sniffed =
  | { readonly kind: "image"; readonly format: ImageFormat }
  /** Known, but not taken; `format` is its usual name, e.g. "TIFF". */
  | { readonly kind: "unsupported"; readonly format: string }
  | { readonly kind: "unknown" };

/** Latin-1 text at an offset → format name, most telling first. */
const unsupportedMagic: readonly (readonly [offset: number, magic: string, format: string])[] = [
  [8, "CR\u0002", "RAW"], // Canon CR2 lies in a TIFF
  [0, "IIU\0", "RAW"],
  [0, "IIRO", "RAW"],
  [0, "IIRS", "RAW"],
  [0, "MMOR", "RAW"],
  [0, "FUJIFILMCCD-RAW", "RAW"],
  [0, "FOVb", "RAW"],
  [0, "II*\0", "TIFF"],
  [0, "MM\0*", "TIFF"],
  [0, "II+\0", "TIFF"],
  [0, "MM\0+", "TIFF"],
  [0, "8BPS", "PSD"],
  [0, "%PDF", "PDF"],
  [0, "\0\0\u0001\0", "ICO"],
  [0, "\u00ff\n", "JPEG XL"],
  [4, "JXL \r\n", "JPEG XL"],
  [4, "jP  \r\n", "JPEG 2000"],
  [0, "\u00ff\u004f\u00ff\u0051", "JPEG 2000"],
  [0, "PK\u0003\u0004", "ZIP"],
  [0, "\u001aE\u00df\u00a3", "WebM"],
  [8, "AVI ", "AVI"],
  [0, "gimp xcf", "XCF"],
  [0, "v/1\u0001", "OpenEXR"],
  [0, "#?RADIANCE", "HDR"],
  [0, "DDS ", "DDS"],
  [0, "qoif", "QOI"],
  [0, "%!PS", "EPS"],
  [0, "\u00c5\u00d0\u00d3\u00c6", "EPS"], // with a preview before it
  [0, "\u0001\u00da", "SGI"],
  [0, "icns", "ICNS"],
  [0, "farbfeld", "farbfeld"],
];

/** Formats whose first bytes say little: more of the header must make sense. Format name → test. */
const unsupportedHeaders: readonly (readonly [format: string, isIt: (b: Uint8Array) => boolean])[] =
  [
    ["PPM", (b) => isPortableMap(b)],
    [
      "PCX",
      (b) => b[0] === 10 && [0, 2, 3, 4, 5].includes(at(b, 1)) && b[2] === 1 && isPower(b[3]),
    ],
    ["FLI", (b) => [0x11, 0x12].includes(at(b, 4)) && b[5] === 0xaf && at(b, 12) <= 32],
    ["TGA", (b) => isTarga(b)],
  ];

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? -1;

const isPower = (bits: number | undefined): boolean => [1, 2, 4, 8].includes(bits ?? 0);

/** Netpbm: "P1" … "P7", then a blank or a comment. */
const isPortableMap = (b: Uint8Array): boolean =>
  b[0] === 0x50 && at(b, 1) >= 0x31 && at(b, 1) <= 0x37 && [9, 10, 13, 32, 0x23].includes(at(b, 2));

/** It has no magic: a known kind, a palette where that kind has one, a size, and known bits a pixel. */
function isTarga(b: Uint8Array): boolean {
  const hasPalette = at(b, 1) === 1;
  const isMapped = [1, 9].includes(at(b, 2));
  const isKind = isMapped || [2, 3, 10, 11].includes(at(b, 2));
  const paletteBits = at(b, 7);
  const isPalette = hasPalette ? [15, 16, 24, 32].includes(paletteBits) : paletteBits === 0;
  const hasSize = at(b, 12) + at(b, 13) > 0 && at(b, 14) + at(b, 15) > 0;
  const isDepth = [8, 15, 16, 24, 32].includes(at(b, 16)) && (at(b, 17) & 0xc0) === 0;
  return at(b, 1) <= 1 && isKind && (!isMapped || hasPalette) && isPalette && hasSize && isDepth;
}

const heicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];

/** @param bytes the file's first `sniffBytes` bytes, or all of a shorter file */
export function sniffFormat(bytes: Uint8Array): Sniffed {
  const start = String.fromCharCode(...bytes.subarray(0, sniffBytes)); // Latin-1: a character a byte
  const format = imageFormat(start, bytes);
  if (format) return { kind: "image", format };
  const unsupported =
    containerName(start) ??
    unsupportedMagic.find(([offset, magic]) => start.startsWith(magic, offset))?.[2] ??
    (isSvg(start) ? "SVG" : undefined) ??
    unsupportedHeaders.find(([, isIt]) => isIt(bytes))?.[0];
  return unsupported ? { kind: "unsupported", format: unsupported } : { kind: "unknown" };
}

function imageFormat(start: string, bytes: Uint8Array): ImageFormat | null {
  if (start.startsWith("\u0089PNG\r\n\u001a\n")) return "png";
  if (start.startsWith("\u00ff\u00d8\u00ff")) return "jpeg";
  if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) return "webp";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (brands(start).some((brand) => brand === "avif" || brand === "avis")) return "avif";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return start.startsWith("BM") && looksLikeBmp(view) ? "bmp" : null;
}

/** Major and compatible brands of an ISO media file, none for other files. */
function brands(start: string): readonly string[] {
  if (!start.startsWith("ftyp", 4)) return [];
  const end = Math.min(start.length, start.charCodeAt(2) * 256 + start.charCodeAt(3));
  return [8, ...range(16, end - 3, 4)].map((at) => start.slice(at, at + 4));
}

function range(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, i) => from + i * by);
}

function containerName(start: string): string | undefined {
  const found = brands(start);
  if (found.length === 0) return undefined;
  if (found.includes("crx ")) return "RAW";
  if (found.some((brand) => heicBrands.includes(brand))) return "HEIC";
  return found[0] === "qt  " ? "MOV" : "MP4";
}

/** Starts as markup (after a byte-order mark and blanks) and has an `<svg` tag near the start. */
function isSvg(start: string): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(start) && /<svg[\s>]/i.test(start);
}
