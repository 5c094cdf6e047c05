/** Rows of the bin: what was deleted, as it was, and since when. */
import * as v from "valibot";
import type { Photo, Project } from "../../protocol/project.ts";
import type { Binned } from "../../protocol/storage.ts";
import { classSchema, photoSchema, projectSchema, runSchema } from "../documentSchemas.ts";
import type { Entry } from "../recordStore.ts";

export interface BinRow {
  readonly version: 1;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly deletedAt: number;
  /** The counted time at which it was first seen; none where it has not been yet. */
  readonly seenAt?: number | undefined;
  readonly content: Binned;
}

export const binPrefix = "bin:";
export const binKey = (id: string): string => `${binPrefix}${id}`;

const rowSchema: v.GenericSchema<unknown, BinRow> = v.object({
  version: v.literal(1),
  id: v.string(),
  deletedAt: v.number(),
  seenAt: v.optional(v.number()),
  content: v.variant("kind", [
    v.object({ kind: v.literal("project"), project: projectSchema }),
    v.object({
      kind: v.literal("class"),
      projectId: v.string(),
      projectName: v.string(),
      entry: classSchema,
      place: v.number(),
    }),
    v.object({
      kind: v.literal("photos"),
      projectId: v.string(),
      projectName: v.string(),
      classId: v.string(),
      className: v.string(),
      photos: v.array(photoSchema),
    }),
    v.object({ kind: v.literal("run"), record: runSchema }),
  ]),
});

/** Rows of the table of small values that are of the bin and can be read, oldest deletion first. */
export function binRowsOf(values: readonly Entry[]): BinRow[] {
  return values.flatMap((entry) => rowOf(entry) ?? []).sort((a, b) => a.deletedAt - b.deletedAt);
}

/** Whether a row is of the bin, but not of a shape that this version can read. */
export const isUnreadableBinRow = (entry: Entry): boolean =>
  entry.key.startsWith(binPrefix) && rowOf(entry) === null;

function rowOf({ key, record }: Entry): BinRow | null {
  if (!key.startsWith(binPrefix)) return null;
  const result = v.safeParse(rowSchema, record);
  return result.success ? result.output : null;
}

export function photosOf(content: Binned): readonly Photo[] {
  switch (content.kind) {
    case "project":
      return content.project.classes.flatMap(({ photos }) => photos);
    case "class":
      return content.entry.photos;
    case "photos":
      return content.photos;
    case "run":
      return []; // its data are the project's
    default:
      content satisfies never;
      return [];
  }
}

/** What a project's new version does not have any more: classes, and photos of classes that stay. */
export function vanished(before: Project, after: Project): Binned[] {
  const left = new Set(after.classes.flatMap(({ photos }) => photos.map(({ id }) => id)));
  const classes = new Map(after.classes.map((entry) => [entry.id, entry]));
  const from = { projectId: before.id, projectName: before.name };
  return before.classes.flatMap((entry, place): Binned[] => {
    const photos = entry.photos.filter(({ id }) => !left.has(id));
    if (classes.has(entry.id)) {
      const named = { classId: entry.id, className: entry.name };
      return photos.length > 0 ? [{ kind: "photos", ...from, ...named, photos }] : [];
    }
    const isMoved = entry.photos.length > 0 && photos.length === 0; // merged into another
    return isMoved ? [] : [{ kind: "class", ...from, entry: { ...entry, photos }, place }];
  });
}
