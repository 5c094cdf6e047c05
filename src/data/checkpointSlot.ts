/**
 * One slot of a checkpoint file: a header that proves the bytes behind it. A kill or a full disk in
 * the middle of a write leaves a slot that does not prove, and the other slot is taken.
 */
import { crc32 } from "./crc32.ts";

/** Bytes of the header: "LLCP", version, sequence number, length, CRC of the payload, CRC of the header before it. */
export const headerBytes = 24;
const magic = 0x4c4c4350;
const version = 1;

export interface Slot {
  /** Counts the writes of a run; the larger is the newer. */
  readonly sequence: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export function encodeSlot(sequence: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, version);
  view.setUint32(8, sequence);
  view.setUint32(12, payload.length);
  view.setUint32(16, crc32(payload));
  view.setUint32(20, crc32(bytes.subarray(0, 20)));
  bytes.set(payload, headerBytes);
  return bytes;
}

/** Null for bytes that do not prove to be a whole slot. */
export function decodeSlot(bytes: Uint8Array<ArrayBuffer>): Slot | null {
  const sequence = sequenceOf(bytes);
  if (sequence === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const payload = bytes.subarray(headerBytes);
  const proves = view.getUint32(12) === payload.length && view.getUint32(16) === crc32(payload);
  return proves ? { sequence, payload } : null;
}

/** What a slot was begun with, whole or not; null where not even its header proves. */
export function sequenceOf(bytes: Uint8Array): number | null {
  if (bytes.length < headerBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const proves =
    view.getUint32(0) === magic &&
    view.getUint32(4) === version &&
    view.getUint32(20) === crc32(bytes.subarray(0, 20));
  return proves ? view.getUint32(8) : null;
}
