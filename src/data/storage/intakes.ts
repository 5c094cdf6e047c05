/**
 * Imports as they go: what was read so far is written down in small batches, so that photos belong to
 * something durable until their project names them, whatever dies in between.
 */
import * as v from "valibot";
import type { ImportedPhoto, ImportTarget, Intake } from "../../protocol/importing.ts";
import { photoSchema } from "../documentSchemas.ts";
import type { Entry, RecordStore } from "../recordStore.ts";

export interface OpenIntake {
  /** Written down with the next batch. */
  add(photo: ImportedPhoto): void;
  /**
   * Writes down what is not yet; at first that there is such an import at all.
   * @throws StorageFull, StorageFailed; it is tried again with the next
   */
  flush(): Promise<void>;
}

/** Who imports holds the lock of that import until its photos are in a project. */
type Locks = Pick<LockManager, "request">;

export const intakePrefix = "intake:";
const lockOf = (importId: string): string => `latent-loom import ${importId}`;

/** One batch of an import; each tells all that is needed to take its photos in. */
const batchSchema: v.GenericSchema<unknown, Intake> = v.object({
  version: v.literal(1),
  importId: v.string(),
  target: v.object({
    projectId: v.string(),
    projectName: v.string(),
    classId: v.exactOptional(v.string()),
    looseName: v.string(),
  }),
  total: v.number(),
  photos: v.array(v.object({ photo: photoSchema, folder: v.string() })),
});

export class Intakes {
  readonly #records: RecordStore;
  readonly #locks: Locks | undefined;
  readonly #release = new Map<string, () => void>();

  constructor(records: RecordStore, locks: Locks | undefined) {
    this.#records = records;
    this.#locks = locks;
  }

  /** @param total files of the import */
  begin(importId: string, target: ImportTarget, total: number): OpenIntake {
    this.#hold(importId);
    let waiting: ImportedPhoto[] = [];
    let isBegun = false;
    return {
      add(photo) {
        waiting.push(photo);
      },
      flush: async () => {
        if (waiting.length === 0 && isBegun) return;
        const photos = waiting;
        waiting = [];
        const batch: Intake = { version: 1, importId, target, total, photos };
        try {
          // Never over a row of the same import by an engine that was lost.
          const key = `${intakePrefix}${importId}:${crypto.randomUUID()}`;
          await this.#records.put("values", key, batch);
          isBegun = true;
        } catch (error) {
          waiting = [...photos, ...waiting];
          throw error;
        }
      },
    };
  }

  /** Imports whose photos no page has taken in, and that are not under way in any tab. @throws StorageFailed */
  async interrupted(): Promise<Intake[]> {
    const byId = new Map<string, Intake>();
    for (const batch of (await this.#batches()).map(({ batch }) => batch)) {
      const photos = [...(byId.get(batch.importId)?.photos ?? []), ...batch.photos];
      byId.set(batch.importId, { ...batch, photos: withoutDoubles(photos) });
    }
    const found: Intake[] = [];
    for (const intake of byId.values()) {
      if (!(await this.#isUnderWay(intake.importId))) found.push(intake);
    }
    return found;
  }

  /** Its photos are in a project that is kept, or were given up. @throws StorageFailed */
  async finish(importId: string): Promise<void> {
    for (const { key, batch } of await this.#batches()) {
      if (batch.importId === importId) await this.#records.delete("values", key);
    }
    this.#release.get(importId)?.();
    this.#release.delete(importId);
  }

  async #batches(): Promise<{ key: string; batch: Intake }[]> {
    return (await this.#records.entries("values")).flatMap((entry) => batchOf(entry));
  }

  #hold(importId: string): void {
    const held = new Promise<void>((resolve) => this.#release.set(importId, resolve));
    void this.#locks?.request(lockOf(importId), () => held)?.catch(() => undefined);
  }

  async #isUnderWay(importId: string): Promise<boolean> {
    if (this.#release.has(importId)) return true;
    const isFree = await this.#locks?.request(
      lockOf(importId),
      { ifAvailable: true },
      (lock) => lock !== null,
    );
    return isFree === false;
  }
}

/** An import that began anew with another engine has written some of its files down twice. */
function withoutDoubles(photos: readonly ImportedPhoto[]): ImportedPhoto[] {
  const byFile = new Map<string, ImportedPhoto>();
  for (const imported of photos) {
    const { photo, folder } = imported;
    const file = JSON.stringify([folder, photo.name, photo.source]);
    byFile.set(file, imported);
  }
  return [...byFile.values()];
}

function batchOf({ key, record }: Entry): { key: string; batch: Intake }[] {
  if (!key.startsWith(intakePrefix)) return [];
  const result = v.safeParse(batchSchema, record);
  return result.success ? [{ key, batch: result.output }] : [];
}

/** Whether a row is a batch that this version cannot read. */
export const isUnreadableIntake = (entry: Entry): boolean =>
  entry.key.startsWith(intakePrefix) && batchOf(entry).length === 0;
