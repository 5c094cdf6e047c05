/**
 * Files as ZIP archives, uncompressed: pictures and weights do not get smaller. The parts stay where they
 * lie until somebody reads the archive; only their checksums are computed before.
 * Format: PKWARE APPNOTE 6.3.3, without ZIP64, so what is larger becomes several archives.
 */
import { crc32 } from "../crc32.ts";

export interface ZipEntry {
  /** "/"-separated, unique in its archive. */
  readonly name: string;
  readonly content: Blob;
}

export interface ZipLimits {
  readonly bytes: number;
  readonly entries: number;
}

const usual: ZipLimits = { bytes: 2 ** 31, entries: 60_000 };

/** One archive where they fit; an entry larger than the limit is an archive of its own. */
export async function zipped(
  entries: readonly ZipEntry[],
  limits: ZipLimits = usual,
): Promise<Blob[]> {
  const archives: ZipEntry[][] = [];
  let [bytes, open]: [number, ZipEntry[]] = [0, []];
  for (const entry of entries) {
    const isFull = open.length >= limits.entries || bytes + entry.content.size > limits.bytes;
    if (archives.length === 0 || (isFull && open.length > 0)) {
      [bytes, open] = [0, []];
      archives.push(open);
    }
    open.push(entry);
    bytes += entry.content.size;
  }
  const made: Blob[] = [];
  for (const archive of archives) made.push(await oneArchive(archive));
  return made;
}

async function oneArchive(entries: readonly ZipEntry[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let [offset, directoryBytes] = [0, 0];
  for (const { name, content } of entries) {
    const path = new TextEncoder().encode(name);
    const sum = crc32(new Uint8Array(await content.arrayBuffer()));
    const local = header(localSignature, path, sum, content.size);
    const central = header(centralSignature, path, sum, content.size, offset);
    parts.push(local, path, content);
    directory.push(central, path);
    offset += local.length + path.length + content.size;
    directoryBytes += central.length + path.length;
  }
  const end = endRecord(entries.length, directoryBytes, offset);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
/** Names are UTF-8. */
const flags = 0x0800;
const version = 20;
/** 1 January 1980, the first day that the format knows. */
const day = 0x21;

function header(
  signature: typeof localSignature | typeof centralSignature,
  path: Uint8Array,
  sum: number,
  size: number,
  offset = 0,
): Uint8Array<ArrayBuffer> {
  const isCentral = signature === centralSignature;
  const fields: [bytes: 2 | 4, value: number][] = [
    [4, signature],
    ...(isCentral ? [[2, version] as [2, number]] : []), // made by
    [2, version],
    [2, flags],
    [2, 0], // stored
    [2, 0], // midnight
    [2, day],
    [4, sum],
    [4, size],
    [4, size],
    [2, path.length],
    [2, 0], // extra
  ];
  if (isCentral) fields.push([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]); // comment, disk, attributes
  return littleEndian(fields);
}

function endRecord(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  return littleEndian([
    [4, endSignature],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
}

function littleEndian(fields: readonly [bytes: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}
