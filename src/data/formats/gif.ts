import type { FormatReader } from "./format.ts";

const imageDescriptor = 0x2c;
const extension = 0x21;

/** GIF89a: blocks up to the first picture; a first picture beyond the screen enlarges it. */
export const gif: FormatReader = {
  size(view) {
    const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    const at = firstPicture(view);
    if (at === null) return null;
    return {
      width: Math.max(screen.width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true)),
      height: Math.max(screen.height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true)),
    };
  },

  isWhole(view) {
    const at = firstPicture(view);
    if (at === null) return false;
    const dataAt = at + 10 + colourTableBytes(view.getUint8(at + 9)) + 1; // 1: LZW code size
    return afterSubBlocks(view, dataAt) <= view.byteLength;
  },
};

/** Offset of the first image descriptor. */
function firstPicture(view: DataView): number | null {
  let at = 13 + colourTableBytes(view.getUint8(10));
  while (view.getUint8(at) === extension) at = afterSubBlocks(view, at + 2);
  return view.getUint8(at) === imageDescriptor ? at : null;
}

function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** Sub-blocks of length and data up to an empty one; always goes forward, so it ends. */
function afterSubBlocks(view: DataView, start: number): number {
  let at = start;
  for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += length + 1;
  return at + 1;
}
