/** Names of runs: told apart for good here, over all tabs, where the runs are written. */
import { inTurn } from "../../lib/inTurn.ts";
import { uniqueName } from "../../lib/uniqueName.ts";
import type { HeldLock, WebLocks } from "../../lib/webLocks.ts";
import { namingLock } from "../../protocol/lockNames.ts";

/** Naming a run takes a few writes; a worker that holds the lock for longer is hung, and keeps nobody waiting. */
const hungMs = 3000;

export class RunNames {
  readonly #locks: WebLocks | null;
  readonly #namesBeside: (runId: string) => Promise<readonly string[]>;
  readonly #inTurn = inTurn();

  /**
   * @param locks null where no other worker can be there
   * @param namesBeside what all runs but one are called, those of other tabs too
   */
  constructor(locks: WebLocks | null, namesBeside: (runId: string) => Promise<readonly string[]>) {
    this.#locks = locks;
    this.#namesBeside = namesBeside;
  }

  /**
   * Gives a run the name that is wished for, numbered where another has it.
   * @param write keeps it by that name; nobody else names a run meanwhile
   * @throws whatever `write` throws
   */
  give<T>(runId: string, wished: string, write: (name: string) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const lock = this.#locks && (await take(this.#locks));
      try {
        return await write(uniqueName(wished, await this.#namesBeside(runId)));
      } finally {
        lock?.release();
      }
    });
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
