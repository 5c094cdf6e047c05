/** Names of runs: told apart for good here, over all tabs, where the runs are written. */
import { inTurn } from "../../lib/inTurn.ts";
import { uniqueName } from "../../lib/uniqueName.ts";
import type { HeldLock, WebLocks } from "../../lib/webLocks.ts";
import { namingLock } from "../../protocol/lockNames.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import type { Autosave } from "../training/autosave.ts";
import type { Library } from "./library.ts";

/** Naming a run takes a few writes; a worker that holds the lock for longer is hung, and keeps nobody waiting. */
const hungMs = 3000;

interface NameTools {
  /** Null where no other worker can be there. */
  readonly locks: WebLocks | null;
  readonly store: RunStore;
  readonly library: Library;
  readonly autosave: Autosave;
}

export class RunNames {
  readonly #tools: NameTools;
  readonly #inTurn = inTurn();

  constructor(tools: NameTools) {
    this.#tools = tools;
  }

  /** A known run gets the name that is wished for, numbered where another has it. @throws UnknownRun, StorageFull, StorageFailed */
  rename(runId: string, wished: string): Promise<void> {
    const { library, autosave } = this.#tools;
    return this.give(runId, wished, async (name) => {
      library.rename(runId, name);
      await autosave.keepName(library.record(runId));
    });
  }

  /**
   * Gives a run the name that is wished for, numbered where another has it.
   * @param write keeps it by that name; nobody else names a run meanwhile
   * @throws whatever `write` throws
   */
  give<T>(runId: string, wished: string, write: (name: string) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const { locks } = this.#tools;
      const lock = locks && (await take(locks));
      try {
        return await write(uniqueName(wished, await this.#namesBeside(runId)));
      } finally {
        lock?.release();
      }
    });
  }

  /** What all other runs are called, those of other tabs too; what is only to be read goes by what is known here. */
  async #namesBeside(runId: string): Promise<readonly string[]> {
    const { store, library } = this.#tools;
    const stored = await store.names().catch(() => new Map<string, string>());
    const names = new Map([...library.names, ...stored]);
    names.delete(runId);
    return [...names.values()];
  }
}

async function take(locks: WebLocks): Promise<HeldLock> {
  let isHung = false;
  let patience: Promise<void> | null = null;
  for (;;) {
    const lock = await locks.take(namingLock);
    if (lock) return lock;
    if (isHung) return locks.steal(namingLock);
    patience ??= new Promise<void>((resolve) => setTimeout(resolve, hungMs)).then(() => {
      isHung = true;
    });
    await Promise.race([locks.free(namingLock), patience]);
  }
}
