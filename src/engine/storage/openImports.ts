/** The imports that are under way, or whose files are still being handed over. */
import type { ImportItem } from "../../protocol/importing.ts";

interface OpenImport {
  readonly items: ImportItem[];
  readonly cancelling: AbortController;
}

export class OpenImports {
  readonly #open = new Map<string, OpenImport>();

  /** More files of an import that is to begin. */
  add(importId: string, items: readonly ImportItem[]): OpenImport {
    const opened = this.#open.get(importId) ?? { items: [], cancelling: new AbortController() };
    this.#open.set(importId, opened);
    opened.items.push(...items);
    return opened;
  }

  cancel(importId: string): void {
    this.#open.get(importId)?.cancelling.abort();
  }

  /** It is over. */
  delete(importId: string): void {
    this.#open.delete(importId);
  }
}
