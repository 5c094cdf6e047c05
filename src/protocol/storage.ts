/** What lies in storage, as far as people are to be told of it. */

/** A document that this version leaves alone, and shows as such. */
export interface UnreadableDocument {
  readonly kind: "project" | "run";
  /** Under which it lies in the database. */
  readonly key: string;
  /** Null where it has none that can be read. */
  readonly name: string | null;
  /** Made by a newer version of this app, or not of any known shape. */
  readonly reason: "newer" | "damaged";
}
