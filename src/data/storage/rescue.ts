/**
 * What is stored of projects and runs as files that people can keep: their documents as they lie there,
 * whatever version they are of, a run's with the list of its photos inside; with every photo and checkpoint that can be found for them.
 */
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";
import type { CheckpointStore } from "../checkpointStore.ts";
import type { Documents } from "../documents.ts";
import type { PhotoStore } from "../photoStore.ts";
import type { Entry } from "../recordStore.ts";
import { sniffBytes, sniffFormat } from "../sniffFormat.ts";
import { photosIn } from "./references.ts";
import type { ZipEntry } from "./zip.ts";

export interface RescueTools {
  readonly documents: Pick<Documents, "survey" | "dataSets">;
  readonly photos: Pick<PhotoStore, "get">;
  readonly checkpoints: Pick<CheckpointStore, "read">;
}

interface Rescuing extends RescueTools {
  readonly breathe: Breathe;
}

export interface Rescued {
  readonly entries: readonly ZipEntry[];
  /** Where files would lie that cannot be found or read; `missing.txt` lists them, one a line. */
  readonly missing: readonly string[];
}

/**
 * @param only    the key of one project or run; all where left out
 * @param breathe lets others in after each file
 * @throws StorageFailed; as `breathe`
 */
export async function rescued(
  stores: RescueTools,
  only?: string,
  breathe: Breathe = nextTask,
): Promise<Rescued> {
  const tools = { ...stores, breathe };
  const { rows } = await tools.documents.survey();
  const wanted = ({ key }: Entry) => only === undefined || key === only;
  const entries: ZipEntry[] = [];
  const missing: string[] = [];
  const names = new Set<string>();
  for (const row of rows.projects.filter(wanted)) {
    const folder = unused(`projects/${nameOf(row)}`, names);
    entries.push(documentFile(folder, row), ...(await photoFiles(folder, row, tools, missing)));
  }
  for (const found of rows.runs.filter(wanted)) {
    const folder = unused(`runs/${nameOf(found)}`, names);
    const row = await withList(found, tools, () => missing.push(`${folder}/photos`));
    entries.push(documentFile(folder, row), ...(await weightFiles(folder, row, tools, missing)));
    if (only !== undefined) entries.push(...(await photoFiles(folder, row, tools, missing)));
  }
  if (missing.length > 0)
    entries.push({ name: "missing.txt", content: new Blob([missing.join("\n"), "\n"]) });
  return { entries, missing };
}

/** A run with the list of photos that it names. @param onMissing called where that is lost */
async function withList(row: Entry, tools: RescueTools, onMissing: () => void): Promise<Entry> {
  const data = fieldOf(row.record, "data");
  const address = fieldOf(data, "set");
  if (typeof address !== "string" || fieldOf(data, "list") !== undefined) return row;
  try {
    const list = await tools.documents.dataSets.get(address);
    const whole = { ...(data as object), list };
    return { ...row, record: { ...(row.record as object), data: whole } };
  } catch {
    onMissing();
    return row;
  }
}

const documentFile = (folder: string, { record }: Entry): ZipEntry => ({
  name: `${folder}/document.json`,
  content: new Blob([JSON.stringify(record, asJson, 1) ?? "null"]),
});

/** What JSON has no word for, in words that it has. */
function asJson(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer)];
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return typeof value === "bigint" ? String(value) : value;
}

/** Under all names that their document gives them, where it is of a shape that is known. */
async function photoFiles(
  folder: string,
  { record }: Entry,
  { photos, breathe }: Rescuing,
  missing: string[],
): Promise<ZipEntry[]> {
  const known = knownNames(record);
  const names = new Set<string>();
  const files: ZipEntry[] = [];
  const address = fieldOf(fieldOf(record, "data"), "set");
  for (const hash of photosIn(record)) {
    if (hash === address) continue;
    const content = await readable(photos.get(hash));
    await breathe();
    const said = known.get(hash) ?? [
      `photos/${hash}${content === null ? "" : await suffixOf(content)}`,
    ];
    for (const one of said) {
      const name = unused(`${folder}/${one}`, names);
      if (content) files.push({ name, content });
      else missing.push(name);
    }
  }
  return files;
}

/** Null where a file is not there or cannot be read: the others are worth having. */
async function readable(file: Promise<Blob | null>): Promise<Blob | null> {
  try {
    const content = await file;
    await content?.slice(0, 1).arrayBuffer();
    return content;
  } catch {
    return null;
  }
}

async function weightFiles(
  folder: string,
  { key }: Entry,
  { checkpoints, breathe }: Rescuing,
  missing: string[],
): Promise<ZipEntry[]> {
  const files: ZipEntry[] = [];
  for (const [name, id] of [
    ["latest", key],
    ["best", `${key}/best`],
  ] as const) {
    const path = `${folder}/${name}.safetensors`;
    try {
      const bytes = await checkpoints.read(id);
      if (bytes) files.push({ name: path, content: new Blob([bytes]) });
    } catch {
      missing.push(path);
    }
    await breathe();
  }
  return files;
}

/** "<class>/<file>" by hash, of whatever in a document looks like classes with photos; no two classes share a folder. */
function knownNames(record: unknown): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const folders = new Set<string>();
  const data = fieldOf(record, "data"); // of a run
  const lists = listOf(fieldOf(fieldOf(data, "list"), "classes"));
  for (const [label, entry] of listOf(fieldOf(data ?? record, "classes")).entries()) {
    const called = fieldOf(entry, "name");
    const folder = unused(safe(typeof called === "string" ? called : "photos"), folders);
    for (const photo of listOf(fieldOf(lists[label] ?? entry, "photos"))) {
      const hash = fieldOf(fieldOf(photo, "source"), "hash");
      const name = fieldOf(photo, "name");
      if (typeof hash !== "string" || typeof name !== "string") continue;
      const [path, known] = [`${folder}/${safe(name)}`, names.get(hash) ?? []];
      if (!known.includes(path)) names.set(hash, [...known, path]);
    }
  }
  return names;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function nameOf({ key, record }: Entry): string {
  const name = fieldOf(record, "name");
  return safe(typeof name === "string" && name.trim() ? name : key);
}

const longestName = 80;

/** A name that every file system takes, and that leads nowhere else. */
function safe(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[\p{C}<>:"/\\|?*]/gu, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(plain)?.[0] ?? "";
  const stem = Array.from(plain.slice(0, plain.length - ending.length)).slice(0, longestName);
  return `${stem.join("") || "_"}${ending}`;
}

/** With a number where the name is taken, whatever its case. */
function unused(path: string, names: Set<string>): string {
  const [stem = path, ending = ""] = path.split(/(\.[A-Za-z0-9]{1,5})$/);
  let free = path;
  for (let n = 2; names.has(free.toLowerCase()); n++) free = `${stem} (${n})${ending}`;
  names.add(free.toLowerCase());
  return free;
}

async function suffixOf(file: Blob): Promise<string> {
  const sniffed = sniffFormat(new Uint8Array(await file.slice(0, sniffBytes).arrayBuffer()));
  return sniffed.kind === "image" ? `.${sniffed.format}` : "";
}
