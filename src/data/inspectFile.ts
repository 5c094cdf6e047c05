/**
 * Reads one file that the user brought and judges it by its bytes: the only way in for pictures.
 * Cheap refusals come first, so that a folder of videos costs a kilobyte a file.
 */
import { UnreadableImage } from "./errors.ts";
import { readImageHeader } from "./imageHeader.ts";
import { limits } from "./limits.ts";
import { sniffBytes, sniffFormat } from "./sniffFormat.ts";
import { withinTime } from "./withinTime.ts";

/** Files up to this many bytes are read before they are looked at: each reading costs some milliseconds by itself. */
const readAtOnce = 2 ** 20;

/**
 * The bytes of a picture whose format, size and end have been checked; it is not decoded yet.
 * @throws UnreadableImage with the reason
 */
export async function inspectFile(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size === 0) throw new UnreadableImage(await emptyOrUnreadable(file));
  const whole = file.size <= readAtOnce ? await readBytes(file) : null;
  const sniffed = sniffFormat(whole ?? (await readBytes(file.slice(0, sniffBytes))));
  if (sniffed.kind === "unknown") throw new UnreadableImage("notAnImage");
  if (sniffed.kind === "unsupported")
    throw new UnreadableImage("unsupportedFormat", sniffed.format);
  if (file.size > limits.fileBytes) throw new UnreadableImage("tooLarge");
  const bytes = whole ?? (await readBytes(file));
  const header = readImageHeader(bytes);
  if (header.kind === "refused") throw new UnreadableImage(header.reason, header.format);
  return bytes;
}

/** A dropped folder looks like a file of 0 bytes, but cannot be read. */
async function emptyOrUnreadable(file: Blob): Promise<"empty" | "unreadable"> {
  return readBytes(file).then(
    () => "empty",
    () => "unreadable",
  );
}

/** Throws `UnreadableImage` when the file has vanished, is forbidden, or does not answer. */
async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const reading = withinTime(
      file.arrayBuffer(),
      limits.readMs,
      () => new UnreadableImage("timedOut"),
    );
    return new Uint8Array(await reading);
  } catch (error) {
    throw error instanceof UnreadableImage ? error : new UnreadableImage("unreadable");
  }
}
