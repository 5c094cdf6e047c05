import type { FormatReader } from "./format.ts";

const coreHeaderBytes = 12;
const uncompressed = [0, 3, 6]; // BI_RGB, BI_BITFIELDS, BI_ALPHABITFIELDS

/** Windows and OS/2 bitmaps; a negative height means rows from the top. */
export const bmp: FormatReader = {
  size(view) {
    if (view.getUint32(14, true) === coreHeaderBytes) {
      return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
    }
    const width = view.getInt32(18, true);
    if (width <= 0) return null;
    return { width, height: Math.abs(view.getInt32(22, true)) };
  },

  isWhole(view) {
    const isCore = view.getUint32(14, true) === coreHeaderBytes;
    const compression = isCore || view.getUint32(14, true) < 40 ? 0 : view.getUint32(30, true);
    if (!uncompressed.includes(compression)) return true; // the decoder finds a cut run-length stream
    const size = bmp.size(view);
    if (!size) return false;
    const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true);
    const rowBytes = Math.ceil((size.width * bitsPerPixel) / 32) * 4;
    return view.byteLength >= view.getUint32(10, true) + rowBytes * size.height;
  },
};

/** Whether the header's size field is one that a bitmap can have; two letters alone prove little. */
export function looksLikeBmp(view: DataView): boolean {
  if (view.byteLength < 26) return false;
  const headerBytes = view.getUint32(14, true);
  return headerBytes === coreHeaderBytes || (headerBytes >= 16 && headerBytes <= 124);
}
