/**
 * What a file format module offers. Modules read through a DataView and do not check its bounds: a
 * read past the end throws RangeError, which `readImageHeader` reports as damage.
 */
export type ImageFormat = "png" | "jpeg" | "webp" | "avif" | "gif" | "bmp";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FormatReader {
  /** Size as stored, before any turn by EXIF; null when the header makes no sense. */
  size(view: DataView): Size | null;
  /** Whether the file holds its first picture to the end; decoders accept some cut-off files. */
  isWhole(view: DataView): boolean;
}

/** Four ASCII characters at `at`. */
export function fourCc(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

/** 24-bit little-endian integer. */
export function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
}
