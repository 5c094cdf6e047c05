/** What is told of the things in the bin, with their sizes. */
import type { BinItem } from "../../protocol/storage.ts";
import { runOfSlot } from "../checkpointStore.ts";
import { runOfFrame } from "../filmStore.ts";
import { type BinRow, photosOf } from "./binned.ts";
import type { Folders } from "./collection.ts";
import { photosIn } from "./references.ts";

export interface Sizes {
  /** By hash. */
  readonly photos: ReadonlyMap<string, number>;
  /** Of checkpoints and films, by run. */
  readonly runs: ReadonlyMap<string, number>;
}

/** Of what lies in storage. @throws StorageFailed */
export async function sizesOf({ photos, checkpoints, films }: Folders): Promise<Sizes> {
  const runs = new Map<string, number>();
  const add = (runId: string | null, sizeBytes: number) => {
    if (runId !== null) runs.set(runId, (runs.get(runId) ?? 0) + sizeBytes);
  };
  for (const { name, sizeBytes } of await checkpoints.list()) add(runOfSlot(name), sizeBytes);
  for (const { name, sizeBytes } of await films.list()) add(runOfFrame(name), sizeBytes);
  const files = await photos.list();
  return { photos: new Map(files.map(({ name, sizeBytes }) => [name, sizeBytes])), runs };
}

export function itemOf({ id, deletedAt, content }: BinRow, sizes: Sizes): BinItem {
  const photos = photosOf(content);
  const hashes = new Set(photos.flatMap((photo) => [...photosIn(photo)]));
  const photoBytes = [...hashes].reduce((sum, hash) => sum + (sizes.photos.get(hash) ?? 0), 0);
  const common = { id, kind: content.kind, deletedAt, photos: photos.length };
  switch (content.kind) {
    case "project":
      return { ...common, name: content.project.name, projectName: null, sizeBytes: photoBytes };
    case "class":
      return {
        ...common,
        name: content.entry.name,
        projectName: content.projectName,
        sizeBytes: photoBytes,
      };
    case "photos":
      return {
        ...common,
        name: content.className,
        projectName: content.projectName,
        sizeBytes: photoBytes,
      };
    case "run": {
      const { name, runId } = content.record;
      return { ...common, name, projectName: null, sizeBytes: sizes.runs.get(runId) ?? 0 };
    }
    default:
      content satisfies never;
      throw new Error("unknown kind of thing in the bin");
  }
}
