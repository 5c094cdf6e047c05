/** Stored documents and checkpoints, mutated: each is read or refused by name, and none stops the app. */
import { decodeSlot, encodeSlot } from "../src/data/checkpointSlot.ts";
import { memoryRecordStore } from "../src/data/recordStore.ts";
import { isUnreadableBinRow } from "../src/data/storage/binned.ts";
import { isUnreadableIntake } from "../src/data/storage/intakes.ts";
import { referencesOf } from "../src/data/storage/references.ts";
import { storedPhoto, storedProject, storedRun } from "../src/data/testing/documentsOf.ts";
import { documentsOver } from "../src/data/testing/documentsOver.ts";
import { mutatedBytes, mutatedDocument } from "../src/data/testing/mutated.ts";
import { readCheckpoint } from "../src/engine/checkpoints/checkpoint.ts";
import { writeSafetensors } from "../src/engine/checkpoints/safetensors.ts";
import { Rng } from "../src/lib/rng.ts";

export interface Fuzzed {
  readonly read: number;
  readonly refused: number;
  /** With the seed that shows it again. */
  readonly failures: readonly string[];
}

/** A slower one hangs the engine. */
const mostMs = 5000;

/** One document and one checkpoint a seed. */
export async function fuzzStored(
  count: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<Fuzzed> {
  const failures: string[] = [];
  let [read, refused] = [0, 0];
  for (let at = 0; at < count; at++) {
    for (const act of [fuzzDocument, fuzzCheckpoint]) {
      const started = performance.now();
      try {
        if (await act(new Rng(seed + at))) read++;
        else refused++;
      } catch (error) {
        failures.push(`${act.name}, seed ${seed + at}: ${error}`);
      }
      const ms = performance.now() - started;
      if (ms > mostMs) failures.push(`${act.name}, seed ${seed + at}: ${Math.round(ms)} ms`);
    }
    onProgress(at + 1);
  }
  if (Object.keys(Object.prototype).length > 0) failures.push("a prototype was polluted");
  return { read, refused, failures };
}

const hashes = ["a".repeat(64), "b".repeat(64)];
const seeds = {
  projects: storedProject("p", hashes),
  runs: storedRun("r", hashes),
  values: {
    version: 1,
    id: "x",
    deletedAt: 5,
    content: {
      kind: "class",
      projectId: "p",
      projectName: "P",
      entry: { id: "c", name: "C", photos: [storedPhoto(hashes[0] ?? "")] },
      place: 0,
    },
  },
} as const;

/** @returns whether it can be read */
async function fuzzDocument(rng: Rng): Promise<boolean> {
  const table = (["projects", "runs", "values"] as const)[rng.below(3)] ?? "projects";
  const records = memoryRecordStore();
  await records.put(
    table,
    table === "values" ? "bin:x" : "odd",
    mutatedDocument(seeds[table], rng),
  );
  await records.put(
    "values",
    "settings",
    mutatedDocument(
      { activeProjectId: null, activeRunIds: {}, modelId: "vae", drafts: { vae: { steps: 5 } } },
      rng,
    ),
  );
  const documents = documentsOver(records);
  const projects = [...(await documents.loadProjects()), ...(await documents.loadNewerProjects())];
  const runs = await documents.loadRuns();
  await documents.loadSettings();
  const { rows, unreadable } = await documents.survey();
  referencesOf(rows);
  const odd = rows.values.filter((row) => isUnreadableBinRow(row) || isUnreadableIntake(row));
  if (table !== "values" && projects.length + runs.length + unreadable.length === 0)
    throw new Error("a document is neither read nor said to be unreadable");
  return unreadable.length + odd.length === 0;
}

const checkpoint = writeSafetensors(
  [
    { name: "generator.0", shape: [2, 3], data: new Float32Array(6) },
    { name: "optimizer.adam.updates", shape: [], data: new Float32Array(1) },
  ],
  { run: JSON.stringify(storedRun("r", hashes)) },
);
const slot = encodeSlot(7, checkpoint);

/** @returns whether it can be read */
async function fuzzCheckpoint(rng: Rng): Promise<boolean> {
  decodeSlot(mutatedBytes([slot], rng));
  try {
    readCheckpoint(mutatedBytes([checkpoint], rng));
    return true;
  } catch (error) {
    if ((error as Error).name === "BadCheckpoint") return false;
    throw error;
  }
}
