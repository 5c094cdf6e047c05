/**
 * Safetensors (Hugging Face): an 8-byte little-endian header length, a JSON header, then raw numbers.
 * The reader treats its input as hostile: everything is bounded and checked before it is used, and no
 * name from the file ever becomes an object key.
 */
import { BadCheckpoint } from "../errors.ts";
import { fromHalf, toHalf } from "./halfFloat.ts";

export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, NamedArray>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Longest header that is parsed, bytes. */
const maxHeaderBytes = 4 * 2 ** 20;
const maxTensors = 4096;
const maxRank = 6;

type Dtype = "F32" | "F16";
const bytesOf: Readonly<Record<Dtype, number>> = { F32: 4, F16: 2 };

/** @param half stores F16 instead of F32 */
export function writeSafetensors(
  tensors: readonly NamedArray[],
  metadata: Readonly<Record<string, string>>,
  half = false,
): Uint8Array<ArrayBuffer> {
  const dtype: Dtype = half ? "F16" : "F32";
  const header: [string, unknown][] = [["__metadata__", metadata]];
  let end = 0;
  for (const { name, shape, data } of tensors) {
    const start = end;
    end += data.length * bytesOf[dtype];
    header.push([name, { dtype, shape, data_offsets: [start, end] }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, 8, 8 + headerBytes); // padded with spaces, as the format asks
  bytes.set(json, 8);
  let at = 8 + headerBytes;
  for (const { data } of tensors) {
    for (const value of data) {
      if (half) view.setUint16(at, toHalf(value), true);
      else view.setFloat32(at, value, true);
      at += bytesOf[dtype];
    }
  }
  return bytes;
}

/**
 * Reads F32 and F16 tensors that lie one after the other without gap or overlap and are all finite.
 * @throws BadCheckpoint for anything else, before memory for its numbers is taken
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = headerLength(view);
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes));
  const dataStart = 8 + headerBytes;
  const entries = [...header].filter(([name]) => name !== "__metadata__");
  if (entries.length > maxTensors) throw new BadCheckpoint(`More than ${maxTensors} tensors`);
  const places = entries.map(([name, entry]) => placeOf(name, entry));
  places.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  for (const place of places) {
    if (place.start !== end)
      throw new BadCheckpoint(`Tensor ${place.name} leaves a gap or overlaps`);
    end = place.end;
  }
  if (dataStart + end !== bytes.length) throw new BadCheckpoint("Length and header disagree");
  const tensors = new Map(
    places.map((place) => [place.name, readNumbers(view, dataStart, place)] as const),
  );
  return { tensors, metadata: metadataOf(header.get("__metadata__")) };
}

interface Place {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function headerLength(view: DataView): number {
  if (view.byteLength < 8) throw new BadCheckpoint("Too short for a header");
  const length = view.getBigUint64(0, true);
  if (length > BigInt(Math.min(maxHeaderBytes, view.byteLength - 8))) {
    throw new BadCheckpoint("Header too long");
  }
  return Number(length);
}

/** A map, so that a name like "__proto__" is only a name. Duplicate names are refused. */
function parseHeader(bytes: Uint8Array): Map<string, unknown> {
  let parsed: unknown;
  let names = 0;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    parsed = JSON.parse(text);
    names = topLevelKeys(text);
  } catch {
    throw new BadCheckpoint("The header is not JSON");
  }
  if (!isObject(parsed)) throw new BadCheckpoint("The header is not an object");
  const header = new Map(Object.entries(parsed));
  if (header.size !== names) throw new BadCheckpoint("The header names a tensor twice");
  return header;
}

/** Counts the keys of the outermost object in valid JSON; JSON.parse hides duplicates. */
function topLevelKeys(json: string): number {
  let depth = 0;
  let count = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (token === ":" && depth === 1) count++;
  }
  return count;
}

function placeOf(name: string, entry: unknown): Place {
  const bad = (what: string) => new BadCheckpoint(`Tensor ${name.slice(0, 80)}: ${what}`);
  if (!isObject(entry)) throw bad("not an object");
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== "F32" && dtype !== "F16") throw bad("neither F32 nor F16");
  if (!Array.isArray(shape) || shape.length > maxRank || !shape.every(isSize)) {
    throw bad("no valid shape");
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    throw bad("no valid offsets");
  }
  const [start, end] = offsets as [number, number]; // both checked above
  const size = shape.reduce((product: number, side: number) => product * side, 1);
  if (end - start !== size * bytesOf[dtype]) throw bad("shape and offsets disagree");
  return { name, dtype, shape, start, end };
}

function readNumbers(view: DataView, dataStart: number, place: Place): NamedArray {
  const step = bytesOf[place.dtype];
  const data = new Float32Array((place.end - place.start) / step);
  for (let index = 0, at = dataStart + place.start; index < data.length; index++, at += step) {
    const value =
      place.dtype === "F16" ? fromHalf(view.getUint16(at, true)) : view.getFloat32(at, true);
    if (!Number.isFinite(value)) throw new BadCheckpoint(`Tensor ${place.name} is not finite`);
    data[index] = value;
  }
  return { name: place.name, shape: place.shape, data };
}

function metadataOf(value: unknown): Map<string, string> {
  if (value === undefined) return new Map();
  if (!isObject(value)) throw new BadCheckpoint("The metadata are not an object");
  return new Map(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== "string") throw new BadCheckpoint("Metadata must be text");
      return [key, text];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
