import { type FormatReader, fourCc, type Size } from "./format.ts";

const maxBoxes = 4096;

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * AVIF (ISO/IEC 23008-12): `meta` → `iprp` → `ipco` → `ispe`. The largest of the listed sizes counts,
 * for thumbnails and tiles are listed beside the picture.
 */
export const avif: FormatReader = {
  size(view) {
    let largest: Size | null = null;
    for (const meta of boxes(view, 0, view.byteLength, "meta")) {
      for (const properties of boxes(view, meta.start + 4, meta.end, "iprp")) {
        for (const container of boxes(view, properties.start, properties.end, "ipco")) {
          for (const box of boxes(view, container.start, container.end, "ispe")) {
            const size = {
              width: view.getUint32(box.start + 4),
              height: view.getUint32(box.start + 8),
            };
            if (!largest || size.width * size.height > largest.width * largest.height)
              largest = size;
          }
        }
      }
    }
    return largest;
  },

  isWhole(view) {
    let end = 0;
    for (const box of boxes(view, 0, view.byteLength)) end = box.end;
    return end === view.byteLength;
  },
};

/** Boxes between `start` and `end`, at most 4096; stops at one that does not fit. */
function* boxes(view: DataView, start: number, end: number, type?: string): Generator<Box> {
  let at = start;
  for (let count = 0; count < maxBoxes && at + 8 <= end; count++) {
    const box = boxAt(view, at, end);
    if (!box) return;
    if (type === undefined || box.type === type) yield box;
    at = box.end;
  }
}

function boxAt(view: DataView, at: number, end: number): Box | null {
  let length = view.getUint32(at);
  let headerBytes = 8;
  if (length === 1) {
    if (view.getUint32(at + 8) !== 0) return null; // beyond 4 GB
    length = view.getUint32(at + 12);
    headerBytes = 16;
  } else if (length === 0) length = end - at; // up to the end
  if (length < headerBytes || at + length > end) return null;
  return { type: fourCc(view, at + 4), start: at + headerBytes, end: at + length };
}
