/** Every cap on what comes from outside, in one place. Refusals name the cap that was hit. */

export const limits = {
  /** Largest image file, bytes. */
  fileBytes: 64 * 2 ** 20,
  /** Longest side that is decoded, px. */
  maxSide: 16_384,
  /** Most pixels that are decoded; read from the header, before any decoding. */
  maxPixels: 40_000_000,
  /** Shortest side that can hold a texture, px. */
  minSide: 8,
  /** A decode that takes longer is killed. */
  decodeMs: 5_000,
  /** A decode worker that has not started by then is given up. */
  workerStartMs: 15_000,
  /** A decode worker that has not taken a picture up by then has died while it had nothing to do. */
  takenUpMs: 2_000,
  decodesAtOnce: 2,
  /** Reading one file from disk, from storage or from the app's server; cloud folders may never answer. */
  readMs: 30_000,
  /** How long a storage handle may be held by another tab or a dying worker. */
  lockMs: 3_000,
  /** How long the database may take to open before the session goes on without it. */
  databaseMs: 5_000,
  /** Characters of a file or folder name that are kept. */
  nameLength: 120,
  /** Patches of a run that training has at hand, packed, bytes; where they are more, they come and go in pages. */
  residentPatchBytes: 256 * 2 ** 20,
  /** Patches that are cut before they are dealt out to pages and written, bytes. */
  dealtPatchBytes: 32 * 2 ** 20,
  /** Decoded photos kept at hand, bytes. */
  cacheBytes: 96 * 2 ** 20,
} as const;
