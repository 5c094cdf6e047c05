/** The projects that this tab may edit: it holds a lock for each. */
import type { HeldLock, WebLocks } from "../../lib/webLocks.ts";
import { projectLock } from "../../protocol/lockNames.ts";

export interface HoldingsTools {
  /** Null where the browser or the storage is not shared: then every project is this tab's. */
  readonly locks: WebLocks | null;
  /** Brings a project up to date that others may have changed; it counts as held only afterwards. */
  readonly catchUp: (projectId: string) => Promise<void>;
  /** Another tab has taken it by force. */
  readonly onLost: (projectId: string) => void;
  /** What is held is different now. */
  readonly onChange: () => void;
}

export class Holdings {
  readonly #tools: HoldingsTools;
  readonly #held = new Map<string, HeldLock>();
  readonly #claims = new Map<string, Promise<boolean>>();

  constructor(tools: HoldingsTools) {
    this.#tools = tools;
  }

  get ids(): string[] {
    return [...this.#held.keys()];
  }

  holds(projectId: string): boolean {
    return this.#tools.locks === null || this.#held.has(projectId);
  }

  /** Whether a lock keeps all others from it. */
  isLocked(projectId: string): boolean {
    return this.#held.has(projectId);
  }

  /** Whether it is being taken or brought up to date. */
  isClaiming(projectId: string): boolean {
    return this.#claims.has(projectId);
  }

  /** @returns whether this tab may edit the project now. @throws what `catchUp` throws; then it may not */
  async claim(projectId: string): Promise<boolean> {
    const { locks } = this.#tools;
    if (this.holds(projectId) || !locks) return true;
    return this.#claiming(projectId, () => locks.take(projectLock(projectId)));
  }

  /** Takes it from the tab that holds it. */
  async seize(projectId: string): Promise<void> {
    const { locks } = this.#tools;
    if (this.holds(projectId) || !locks) return;
    await this.#claims.get(projectId)?.catch(() => undefined);
    await this.#claiming(projectId, () => locks.steal(projectLock(projectId)));
  }

  release(projectId: string): void {
    const lock = this.#held.get(projectId);
    if (!lock) return;
    this.#held.delete(projectId);
    lock.release();
    this.#tools.onChange();
  }

  #claiming(projectId: string, take: () => Promise<HeldLock | null>): Promise<boolean> {
    const pending = this.#claims.get(projectId) ?? this.#take(projectId, take);
    this.#claims.set(projectId, pending);
    const forget = (isMine: boolean) => {
      if (this.#claims.get(projectId) === pending) this.#claims.delete(projectId);
      if (isMine) this.#tools.onChange();
    };
    pending.then(forget, () => forget(false));
    return pending;
  }

  async #take(projectId: string, take: () => Promise<HeldLock | null>): Promise<boolean> {
    const lock = await take();
    if (!lock) return false;
    let isStolen = false;
    void lock.stolen.then(() => {
      isStolen = true;
      if (this.#held.get(projectId) !== lock) return;
      this.#held.delete(projectId);
      this.#tools.onLost(projectId);
      this.#tools.onChange();
    });
    try {
      await this.#tools.catchUp(projectId);
    } catch (error) {
      lock.release();
      throw error;
    }
    if (isStolen) return false;
    this.#held.set(projectId, lock);
    return true;
  }
}
