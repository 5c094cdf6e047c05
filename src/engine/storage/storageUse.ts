/** What takes how much of the device. */
import { sizesOf } from "../../data/storage/binItems.ts";
import { clearableBytes } from "../../data/storage/clearing.ts";
import { photosIn } from "../../data/storage/references.ts";
import type { StorageItem } from "../../protocol/storage.ts";
import type { StorageUse } from "../../protocol/storageUse.ts";
import type { Stores } from "./stores.ts";

/** @throws StorageFailed */
export async function storageUse(stores: Stores): Promise<StorageUse> {
  const { photos, checkpoints, films, pages, folders, documents } = stores;
  const [
    photoBytes,
    checkpointBytes,
    filmBytes,
    patchBytes,
    sizes,
    trashBytes,
    { rows },
    persisted,
  ] = await Promise.all([
    photos.sizeBytes(),
    checkpoints.sizeBytes(),
    films.sizeBytes(),
    pages.sizeBytes(),
    sizesOf(folders),
    clearableBytes(stores),
    documents.survey(),
    navigator.storage?.persisted() ?? false,
  ]);
  const named = new Map(
    [...rows.projects, ...rows.runs].map(({ key, record }) => [key, nameIn(record)] as const),
  );
  const items = [
    ...rows.projects.map(({ key, record }): StorageItem => {
      const sizeBytes = sum([...photosIn(record)].map((hash) => sizes.photos.get(hash) ?? 0));
      return { kind: "project", id: key, name: named.get(key) ?? key, sizeBytes };
    }),
    ...rows.runs.map(({ key }): StorageItem => {
      const sizeBytes = sizes.runs.get(key) ?? 0;
      return { kind: "run", id: key, name: named.get(key) ?? key, sizeBytes };
    }),
  ];
  const listBytes = sum([...rows.listed.keys()].map((address) => sizes.photos.get(address) ?? 0));
  return {
    photoBytes: photoBytes - listBytes,
    checkpointBytes: checkpointBytes + listBytes, // models need their lists of photos
    filmBytes,
    patchBytes,
    trashBytes,
    items: items.filter(({ sizeBytes }) => sizeBytes > 0).sort((a, b) => b.sizeBytes - a.sizeBytes),
    persisted,
  };
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

function nameIn(record: unknown): string | undefined {
  const name = (record as { readonly name?: unknown } | null)?.name;
  return typeof name === "string" ? name : undefined;
}
