/** Everything that lies between sessions, and the tools that read photos out of it. */
import { type CheckpointStore, openCheckpointStore } from "../data/checkpointStore.ts";
import { createDecoder, type Decoder } from "../data/decoder.ts";
import { type Documents, openDocuments } from "../data/documents.ts";
import { type FilmStore, openFilmStore } from "../data/filmStore.ts";
import { openPhotoStore, type PhotoStore } from "../data/photoStore.ts";
import { createPhotoResolver, type ResolvePhoto } from "../data/resolvePhoto.ts";
import { samplePatterns, sampleTextures } from "../data/samples.ts";
import type { StorageUse } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";

export interface Stores {
  readonly documents: Documents;
  readonly photos: PhotoStore;
  readonly checkpoints: CheckpointStore;
  readonly films: FilmStore;
  readonly decoder: Decoder;
  readonly resolvePhoto: ResolvePhoto;
}

/** Opens what the engine needs; never throws: what the browser refuses lives in memory. */
export async function openStores(): Promise<Stores> {
  const [documents, photos, checkpoints, films] = await Promise.all([
    openDocuments(),
    openPhotoStore(),
    openCheckpointStore(),
    openFilmStore(),
  ]);
  const decoder = createDecoder();
  const resolvePhoto = createPhotoResolver({ photoStore: photos, decoder });
  return { documents, photos, checkpoints, films, decoder, resolvePhoto };
}

/** Whether all of it outlives the session. */
export function storageOf({ documents, photos, checkpoints, films }: Stores): "kept" | "memory" {
  const kept = [documents, photos, checkpoints, films].every(({ storage }) => storage === "kept");
  return kept ? "kept" : "memory";
}

export async function storageUse({ photos, checkpoints, films }: Stores): Promise<StorageUse> {
  const [photoBytes, checkpointBytes, filmBytes, persisted] = await Promise.all([
    photos.sizeBytes(),
    checkpoints.sizeBytes(),
    films.sizeBytes(),
    navigator.storage?.persisted() ?? false,
  ]);
  return { photoBytes, checkpointBytes, filmBytes, persisted };
}

const samplesKey = "samplesGiven";

/** The user's projects; on the very first visit the sample projects, which are then the user's own. */
export async function loadProjects({ documents }: Stores): Promise<Project[]> {
  if ((await documents.getValue(samplesKey)) !== true) {
    for (const project of [sampleTextures, samplePatterns]) await documents.saveProject(project);
    await documents.setValue(samplesKey, true);
  }
  return documents.loadProjects();
}
