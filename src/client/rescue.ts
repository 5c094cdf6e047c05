/** Copies of what is stored, to keep elsewhere. */
import type { StoredCopy } from "../protocol/storage.ts";
import { notify } from "./notices.ts";
import { runWork } from "./work.ts";

/**
 * A ZIP archive of documents, photos and checkpoints; says how many could not be read.
 * @param key of one project or run, also one that this version cannot open; all where left out
 */
export async function whatIsStored(key?: string): Promise<Blob> {
  const { result } = runWork({ kind: "copy", name: "" }, ({ id, ask }) =>
    ask<StoredCopy>((engine) => engine.saveElsewhere(id, key)),
  );
  const { archive, missing } = await result;
  if (missing > 0) notify({ tone: "bad", message: "notice.copyLacks", values: { count: missing } });
  return archive;
}
