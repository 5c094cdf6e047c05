/** Files as one ZIP archive, uncompressed: pictures and weights do not get smaller. */
import { downloadZip } from "client-zip";

export interface ZipEntry {
  /** "/"-separated, unique in its archive. */
  readonly name: string;
  readonly content: Blob;
}

/** Reads one file after the other. @throws whatever a file throws that cannot be read */
export function zipped(entries: readonly ZipEntry[]): Promise<Blob> {
  const made = new Date();
  return downloadZip(
    entries.map(({ name, content }) => ({ name, input: content, lastModified: made })),
  ).blob();
}
