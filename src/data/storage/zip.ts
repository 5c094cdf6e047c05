/** Files as one ZIP archive, uncompressed: pictures and weights do not get smaller. */
import { downloadZip } from "client-zip";
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";

export interface ZipEntry {
  /** "/"-separated, unique in its archive. */
  readonly name: string;
  readonly content: Blob;
}

/** Reads one file after the other. @throws as `breathe`; whatever a file throws that cannot be read */
export async function zipped(
  entries: readonly ZipEntry[],
  breathe: Breathe = nextTask,
): Promise<Blob> {
  const made = new Date();
  let failure: unknown = null;
  async function* files() {
    for (const { name, content } of entries) {
      yield { name, input: content, lastModified: made };
      await breathe().catch((error: unknown) => {
        failure = error;
        throw error;
      });
    }
  }
  try {
    return await downloadZip(files()).blob();
  } catch (error) {
    throw failure ?? error; // a stream may hide why it ended
  }
}
