/** Documents for tests. */
import { DataSets } from "../dataSets.ts";
import { createDocuments, type Documents } from "../documents.ts";
import { type FileStore, memoryFileStore } from "../fileStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import { memoryRecordStore } from "../recordStore.ts";

/** @param photos the folder in which data sets lie among the photos */
export const documentsOver = (
  records = memoryRecordStore(),
  photos: FileStore = memoryFileStore(),
): Documents => createDocuments(records, new DataSets(createPhotoStore(photos)));
