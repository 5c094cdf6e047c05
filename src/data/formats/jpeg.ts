import type { FormatReader, Size } from "./format.ts";

const endOfImage = 0xd9;
const startOfScan = 0xda;

/** JPEG (ITU-T T.81, annex B): a walk over markers, hopping over their segments and the scans' data. */
export const jpeg: FormatReader = {
  size(view) {
    let size: Size | null = null;
    walk(view, (marker, at) => {
      if (isFrameHeader(marker)) {
        size = { width: view.getUint16(at + 5), height: view.getUint16(at + 3) };
      }
      return size === null && marker !== startOfScan;
    });
    return size;
  },

  isWhole(view) {
    let scans = 0;
    return (
      walk(view, (marker) => {
        if (marker === startOfScan) scans++;
        return true;
      }) && scans > 0
    );
  },
};

/** SOF0…SOF15 without DHT, JPG and DAC, which share their range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** RSTn, TEM and stuffed zeros stand alone, inside or between the scans' data. */
function hasNoSegment(marker: number): boolean {
  return marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8);
}

/**
 * Calls `visit` with each marker and its segment's offset until it gives false.
 * @returns whether the end-of-image marker was reached
 */
function walk(view: DataView, visit: (marker: number, segmentAt: number) => boolean): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) at = bytes.indexOf(0xff, at);
    if (at < 0) return false;
    const marker = bytes[at + 1];
    if (marker === undefined) return false;
    if (marker === 0xff)
      at += 1; // fill byte
    else if (hasNoSegment(marker)) at += 2;
    else if (marker === endOfImage) return true;
    else {
      if (!visit(marker, at + 2)) return false;
      at += 2 + Math.max(2, view.getUint16(at + 2));
    }
  }
  return false;
}
