/** How much a browser lets a page store, and how soon the page tells of a write that found no room. */
import type { CDPSession, Page } from "@playwright/test";
import { engineWorker } from "./engineWorker.ts";

/** A write that found no room: of a file, or of a record in the database. */
interface Refusal {
  readonly kind: "file" | "record";
  readonly at: number;
}

interface Words {
  readonly words: string;
  readonly at: number;
}

export class LimitedDisk {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Of a page whose engine runs; what it is told of is lost when either is loaded anew. */
  static async of(page: Page): Promise<LimitedDisk> {
    const disk = new LimitedDisk(page, await page.context().newCDPSession(page));
    await disk.watch();
    return disk;
  }

  /** Once more, after the page was loaded anew. */
  async watch(): Promise<void> {
    await this.#page.evaluate(noteBanners);
    await engineWorker(this.#page).evaluate(noteRefusals);
  }

  /** @param bytes in all; none: as much as there is */
  async limit(bytes?: number): Promise<void> {
    await this.#session.send("Storage.overrideQuotaForOrigin", {
      origin: this.#origin,
      ...(bytes !== undefined && { quotaSize: bytes }),
    });
  }

  async usedBytes(): Promise<number> {
    const { usage } = await this.#session.send("Storage.getUsageAndQuota", {
      origin: this.#origin,
    });
    return usage;
  }

  /** Of them, what is kept of patches and goes first. */
  cachedBytes(): Promise<number> {
    return this.#page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("patches");
      let bytes = 0;
      for await (const file of folder.values())
        if (file instanceof FileSystemFileHandle) bytes += (await file.getFile()).size;
      return bytes;
    });
  }

  /**
   * @param since ms as of `Date.now()`
   * @returns ms from the first write since then that found no room to the banner with these words; NaN where
   *   either is not there
   */
  async toldAfterMs(words: RegExp, since: number, kind?: Refusal["kind"]): Promise<number> {
    const refusals = await engineWorker(this.#page).evaluate(
      () => (globalThis as { refusals?: Refusal[] }).refusals ?? [],
    );
    const banners = await this.#page.evaluate(
      () => (globalThis as { banners?: Words[] }).banners ?? [],
    );
    const refused = refusals.find((one) => one.at >= since && (!kind || one.kind === kind));
    const told = banners.find((one) => one.at >= since && words.test(one.words));
    return (told?.at ?? Number.NaN) - (refused?.at ?? Number.NaN);
  }

  get #origin(): string {
    return new URL(this.#page.url()).origin;
  }
}

/** In the page: every change of what its alerts say. */
function noteBanners(): void {
  const banners: Words[] = [];
  Object.assign(globalThis, { banners });
  new MutationObserver(() => {
    const alerts = [...document.querySelectorAll("[role=alert]")];
    const words = alerts.map(({ textContent }) => textContent).join(" ");
    if (words !== banners.at(-1)?.words) banners.push({ words, at: Date.now() });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** In the engine's worker, at the browser's own calls. */
function noteRefusals(): void {
  type Call = (this: unknown, ...parameters: unknown[]) => unknown;
  type Calls = Record<string, Call>;
  const refusals: Refusal[] = [];
  Object.assign(globalThis, { refusals });
  // Methods: some compilers give a function with a name a helper that is not there in the worker.
  const notes = {
    take(kind: Refusal["kind"], answer: unknown) {
      const isRefusal =
        answer === 2 ** 32 - 8 || // Chromium's code, as a number of bytes written
        (answer instanceof DOMException && answer.name === "QuotaExceededError");
      if (isRefusal) refusals.push({ kind, at: Date.now() });
    },
    handleEvent({ target }: Event) {
      this.take("record", (target as IDBTransaction).error);
    },
  };
  const classes = globalThis as unknown as Record<string, { prototype: Calls }>;
  const watched = [
    ["FileSystemSyncAccessHandle", "write"],
    ["FileSystemFileHandle", "move"],
    ["FileSystemDirectoryHandle", "getFileHandle"],
  ] as const;
  for (const [className, name] of watched) {
    const { prototype } = classes[className] as { prototype: Calls };
    const call = prototype[name] as Call;
    prototype[name] = function (...parameters) {
      const answer = call.apply(this, parameters);
      if (answer instanceof Promise) answer.catch((error: unknown) => notes.take("file", error));
      else notes.take("file", answer);
      return answer;
    };
  }
  const { prototype } = IDBObjectStore;
  const { put } = prototype;
  prototype.put = function (...parameters) {
    this.transaction.addEventListener("abort", notes); // the same listener counts once
    return put.apply(this, parameters);
  };
}
