/** Copies of what is stored, to keep elsewhere. */
import { askEngine } from "./workers.ts";

/**
 * A ZIP archive of documents, photos and checkpoints.
 * @param key of one project or run, also one that this version cannot open; all where left out
 */
export const whatIsStored = (key?: string): Promise<Blob> =>
  askEngine((engine) => engine.saveElsewhere(key));
