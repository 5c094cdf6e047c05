import { type FormatReader, fourCc, type Size, uint24 } from "./format.ts";

/** WebP (RFC 9649): RIFF with a lossy `VP8 `, lossless `VP8L` or extended `VP8X` first chunk. */
export const webp: FormatReader = {
  size(view) {
    switch (fourCc(view, 12)) {
      case "VP8 ":
        return lossySize(view);
      case "VP8L":
        return losslessSize(view);
      case "VP8X":
        return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
      default:
        return null;
    }
  },

  isWhole(view) {
    return view.byteLength >= view.getUint32(4, true) + 8;
  },
};

function lossySize(view: DataView): Size | null {
  if (uint24(view, 23) !== 0x2a019d) return null; // start code of a key frame
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function losslessSize(view: DataView): Size | null {
  if (view.getUint8(20) !== 0x2f) return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
