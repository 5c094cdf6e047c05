/** Where calls wait while no engine is there to take them. */
import { WorkerLost } from "./calls.ts";

type State = "open" | "closed" | "lost";

export class Gate {
  #state: State = "closed";
  #waiting: { readonly go: () => void; readonly giveUp: (reason: WorkerLost) => void }[] = [];

  /** Resolves when an engine takes calls. @throws WorkerLost when none will before the user asks for one */
  pass(): Promise<void> {
    if (this.#state === "open") return Promise.resolve();
    if (this.#state === "lost") return Promise.reject(new WorkerLost("lost"));
    return new Promise((go, giveUp) => this.#waiting.push({ go, giveUp }));
  }

  open(): void {
    this.#state = "open";
    for (const { go } of this.#waiting.splice(0)) go();
  }

  /** Another engine is on its way. */
  close(): void {
    this.#state = "closed";
  }

  /** No other engine is on its way. */
  lose(): void {
    this.#state = "lost";
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(new WorkerLost("lost"));
  }
}
