/**
 * The Inspect desk's results, a row each, so that two tabs never write over each other's. Photos that
 * they name are wanted like those of projects: whoever clears up reads these rows too.
 */
import * as v from "valibot";
import type { KeptResult } from "../../protocol/results.ts";
import { sourceSchema } from "../documentSchemas.ts";
import type { RecordStore } from "../recordStore.ts";

export const resultPrefix = "result:";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const resultSchema: v.GenericSchema<unknown, KeptResult> = v.object({
  version: v.literal(1),
  id: v.string(),
  place: v.exactOptional(v.number()),
  name: v.string(),
  trueClass: v.nullable(v.string()),
  trueClassId: v.exactOptional(v.string()),
  source: v.nullable(sourceSchema),
  outcome: v.variant("state", [
    v.object({ state: v.literal("waiting") }),
    v.object({
      state: v.literal("done"),
      judgement: v.object({
        ranking: v.array(
          v.object({ id: v.exactOptional(v.string()), name: v.string(), probability: share }),
        ),
        patches: v.number(),
        tookMs: v.number(),
        runId: v.string(),
        model: v.string(),
      }),
    }),
    v.object({ state: v.literal("failed"), reason: v.string() }),
  ]),
});

/** Every method may throw `StorageFull` or `StorageFailed`. */
export class Results {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** In the order in which they were added; those of an unknown shape or version are left out. */
  async load(): Promise<KeptResult[]> {
    const rows = await this.#records.entries("values");
    const results = rows.flatMap(({ key, record }) => {
      if (!key.startsWith(resultPrefix)) return [];
      const result = v.safeParse(resultSchema, record);
      return result.success ? [result.output] : [];
    });
    return results.sort((a, b) => (a.place ?? 0) - (b.place ?? 0)); // written as soon as each is known
  }

  /** Writes them, or writes them anew. */
  async keep(results: readonly KeptResult[]): Promise<void> {
    for (const result of results)
      await this.#records.put("values", `${resultPrefix}${result.id}`, result);
  }

  /** Their photos are cleared up like others that nothing names. */
  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#records.delete("values", `${resultPrefix}${id}`);
  }
}
