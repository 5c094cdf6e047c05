/**
 * Takes in what a user drops: every file ends as a stored photo or as a line in the report. Nothing
 * here throws for a bad file, and a file that hangs its decoder costs 5 s at most.
 */

import { cleanClassName } from "../lib/className.ts";
import { folderClasses } from "../lib/folderClasses.ts";
import { mapPooled } from "../lib/pool.ts";
import type {
  ImportedPhoto,
  ImportItem,
  ImportReport,
  RenamedFolder,
  SkippedFile,
  SkipReason,
} from "../protocol/importing.ts";
import type { Decoder } from "./decoder.ts";
import { StorageFull, UnreadableImage } from "./errors.ts";
import { inspectFile } from "./inspectFile.ts";
import { limits } from "./limits.ts";
import type { PhotoStore } from "./photoStore.ts";

export interface ImportTools {
  readonly photoStore: Pick<PhotoStore, "put">;
  readonly decoder: Decoder;
  /** Told of each photo that was stored, before the report is. */
  readonly onImported?: (imported: ImportedPhoto) => void;
  /** Called after each file. */
  readonly onProgress?: (done: number, total: number) => void;
  /** When it aborts, the files finished so far are the result. */
  readonly signal?: AbortSignal;
}

/** Whole photos are decoded this small once, to prove that the browser can. */
const proofSide = 16;

type Outcome = { readonly imported: ImportedPhoto } | { readonly skipped: SkippedFile };

/** Files that systems leave in folders are passed over without a line. */
export async function importFiles(
  items: readonly ImportItem[],
  tools: ImportTools,
): Promise<ImportReport> {
  const wanted = items.filter((item) => !isSystemClutter(item));
  const classNames = folderClasses(
    wanted.map(({ folder }) => folder),
    label,
  );
  const outcomes: (Outcome | undefined)[] = wanted.map(() => undefined);
  let done = 0;
  const take = async (item: ImportItem, index: number) => {
    if (tools.signal?.aborted) return;
    const outcome = await importFile(item, classNames.get(item.folder) ?? "", tools);
    outcomes[index] = outcome;
    if ("imported" in outcome) tools.onImported?.(outcome.imported);
    done++;
    tools.onProgress?.(done, wanted.length);
  };
  await mapPooled(wanted, limits.decodesAtOnce, take);

  const used = wanted.filter((_, i) => outcomes[i] && "imported" in outcomes[i]);
  const finished = outcomes.filter((outcome) => outcome !== undefined);
  return {
    imported: finished.flatMap((outcome) => ("imported" in outcome ? [outcome.imported] : [])),
    skipped: finished.flatMap((outcome) => ("skipped" in outcome ? [outcome.skipped] : [])),
    renamed: renamedFolders(new Set(used.map(({ folder }) => folder)), classNames),
    cancelled: done < wanted.length,
  };
}

function renamedFolders(
  folders: Iterable<string>,
  classNames: ReadonlyMap<string, string>,
): RenamedFolder[] {
  return [...folders].flatMap((folder) => {
    const className = classNames.get(folder) ?? "";
    const own = folder.split("/").at(-1) ?? "";
    const isAsIs = className === "" || className === label(cleanClassName(own));
    return isAsIs ? [] : [{ folder: label(folder), className }];
  });
}

async function importFile(
  item: ImportItem,
  className: string,
  { photoStore, decoder }: ImportTools,
): Promise<Outcome> {
  const name = label(item.file.name);
  try {
    const bytes = await inspectFile(item.file);
    const { width, height } = await decoder.decodePhoto(bytes, { maxSide: proofSide });
    const hash = await photoStore.put(bytes);
    const source = { kind: "stored", hash } as const;
    const photo = { id: crypto.randomUUID(), name, source, width, height };
    return { imported: { photo, folder: className } };
  } catch (error) {
    const path = item.folder ? `${item.folder}/${item.file.name}` : item.file.name;
    const format = error instanceof UnreadableImage ? error.format : undefined;
    return {
      skipped: { name: label(path), reason: skipReason(error), ...(format ? { format } : {}) },
    };
  }
}

function skipReason(error: unknown): SkipReason {
  if (error instanceof UnreadableImage) return error.reason;
  return error instanceof StorageFull ? "storageFull" : "storageFailed";
}

/** A name as it is shown and kept: composed, without control characters, of bearable length. */
export function label(name: string): string {
  const clean = name.normalize("NFC").replace(/\p{Cc}/gu, "");
  const characters = Array.from(clean); // by code point: a cut must not halve an emoji
  if (characters.length <= limits.nameLength) return clean;
  const end = characters.slice(-limits.nameLength / 2 + 1).join("");
  return `${characters.slice(0, limits.nameLength / 2).join("")}…${end}`;
}

function isSystemClutter({ file, folder }: ImportItem): boolean {
  return (
    ["thumbs.db", "desktop.ini", ".ds_store"].includes(file.name.toLowerCase()) ||
    file.name.startsWith("._") ||
    folder.split("/").includes("__MACOSX")
  );
}
