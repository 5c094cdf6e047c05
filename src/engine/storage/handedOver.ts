/** Files of imports that are to begin. */
import type { ImportItem } from "../../protocol/importing.ts";

export class HandedOver {
  readonly #items = new Map<string, ImportItem[]>();

  add(importId: string, items: readonly ImportItem[]): void {
    const before = this.#items.get(importId) ?? [];
    this.#items.set(importId, [...before, ...items]);
  }

  /** All of an import, in the order given; none are left of it here. */
  takeOut(importId: string): readonly ImportItem[] {
    const items = this.#items.get(importId) ?? [];
    this.#items.delete(importId);
    return items;
  }
}
