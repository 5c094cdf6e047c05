/**
 * Data sets of runs: each a file among the photos, named as they are by the hash of its bytes, so that it is written
 * once, proves itself whole, and is cleared up by the same rules. What was read or noted stays at hand.
 */
import * as v from "valibot";
import { canonicalOf, type DataSet, type RunData } from "../protocol/runData.ts";
import { dataSetSchema } from "./documentSchemas.ts";
import { LostDataSet } from "./errors.ts";
import type { PhotoStore } from "./photoStore.ts";
import { sha256 } from "./sha256.ts";
import { photosIn } from "./storage/references.ts";

type Files = Pick<PhotoStore, "put" | "get">;

export class DataSets {
  readonly #files: Files;
  /** By address: those that lists of photos were noted of, and those that were read. */
  readonly #known = new Map<string, DataSet>();
  /** SHA-256 of the photos that a data set lists, by its address. */
  readonly #photos = new Map<string, ReadonlySet<string>>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** The same without the list of its photos, which is at hand from now on. */
  noted<R extends { readonly data: RunData }>(record: R): R {
    const { list, ...data } = record.data;
    if (!list) return record;
    this.#known.set(data.set, list);
    return { ...record, data };
  }

  /** Writes it where it does not lie in storage and its photos are at hand. @throws StorageFull, StorageFailed */
  async keep(address: string): Promise<void> {
    const set = this.#known.get(address);
    if (set) await this.#files.put(new TextEncoder().encode(canonicalOf(set)));
  }

  /** @throws LostDataSet where it is not there or damaged; StorageFailed */
  async get(address: string): Promise<DataSet> {
    const set = this.#known.get(address) ?? (await this.#read(address));
    if (!set) throw new LostDataSet(`There is no whole data set ${address}`);
    this.#known.set(address, set);
    return set;
  }

  /** Hashes of the photos that it lists; null where it is not there or damaged. @throws StorageFailed */
  async photosOf(address: string): Promise<ReadonlySet<string> | null> {
    const known = this.#photos.get(address);
    if (known) return known;
    const set = this.#known.get(address) ?? (await this.#read(address));
    if (!set) return null;
    const photos = photosIn(set.classes);
    this.#photos.set(address, photos);
    return photos;
  }

  /** Of those at hand, also where no record in storage names them yet. */
  get addresses(): readonly string[] {
    return [...this.#known.keys()];
  }

  async #read(address: string): Promise<DataSet | null> {
    const file = await this.#files.get(address);
    const buffer = await file?.arrayBuffer().catch(() => null); // unreadable: proves nothing
    if (!buffer || (await sha256(new Uint8Array(buffer))) !== address) return null;
    const result = v.safeParse(dataSetSchema, parsedJson(new TextDecoder().decode(buffer)));
    if (!result.success) return null;
    const { classes, heldOut } = result.output;
    return { classes, heldOut };
  }
}

/** Null for what is none: an address in a damaged record may be a photo's. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
