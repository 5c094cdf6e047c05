/**
 * Long work that desks ask for: it is shown in one place whichever desk is in view, and can be called off
 * there. What goes with an engine is asked of the next one once more, as other calls are.
 */
import type { Remote } from "comlink";
import type { EngineApi } from "../protocol/engine.ts";
import type { WorkEvent, WorkTitle } from "../protocol/work.ts";
import { newId } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { type WorkState, workAt, workBegun, workChanged, workEnded } from "../state/works.ts";
import { askEngine, askThisEngine } from "./workers.ts";

/** It was called off. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof Error && error.name === "Cancelled";

/** What long work of the page is given. */
export interface PageWork {
  readonly id: string;
  /** Aborts when it is called off, by what it is to throw. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /**
   * A call that does the work under its id, and tells how far it is.
   * @throws Cancelled, at once where no engine has begun with it; whatever the call throws
   */
  readonly ask: <T>(call: (engine: Remote<EngineApi>) => Promise<T>) => Promise<T>;
}

/** Work that was asked for. */
export interface Working<T> {
  readonly id: string;
  /** @throws Cancelled; whatever the work throws */
  readonly result: Promise<T>;
  readonly cancel: () => void;
}

/** What ends sooner is over before one could read of it. */
const briefMs = 400;

/** What the page itself began, by id. */
const begun = new Map<string, AbortController>();

/** Begins with work; it is shown until it ends, however that is. */
export function runWork<T>(
  title: WorkTitle,
  act: (work: PageWork) => Promise<T>,
  id: string = newId(),
): Working<T> {
  const calling = new AbortController();
  const { signal } = calling;
  begun.set(id, calling);
  show({ id, title, isOfEngine: false });
  const progress = (done: number, total: number) => noteProgress(id, done, total);
  const run = async () => {
    try {
      return await act({ id, signal, progress, ask: (call) => ask(id, signal, call) });
    } finally {
      begun.delete(id);
      change((works) => workEnded(works, id));
    }
  };
  return { id, result: run(), cancel: () => cancelWork(id) };
}

/** Calls work off: shown at once, though it ends with the unit under way. */
export function cancelWork(id: string): void {
  change((works) => workChanged(works, id, () => ({ isEnding: true })));
  const calling = begun.get(id);
  if (calling) calling.abort(new Cancelled("It was called off"));
  else void askThisEngine((engine) => engine.cancelWork(id)).catch(() => undefined); // it ends with its engine
}

/** The engine tells of work. */
export function noteWork(event: WorkEvent): void {
  const { id } = event;
  if (event.type === "workEnded") {
    change((works) => workEnded(works, id));
    return;
  }
  const { title, done, total } = event;
  const isKnown = useAppStore.getState().works.some((work) => work.id === id);
  if (title && !isKnown) show({ id, title, isOfEngine: true });
  noteProgress(id, done, total);
}

/** The engine is gone, and what it had begun by itself. */
export const forgetEngineWork = (): void =>
  change((works) => works.filter(({ isOfEngine }) => !isOfEngine));

function show(work: Pick<WorkState, "id" | "title" | "isOfEngine">): void {
  change((works) => workBegun(works, work));
  const isWorth = () => ({ isBrief: false });
  setTimeout(() => change((works) => workChanged(works, work.id, isWorth)), briefMs);
}

const noteProgress = (id: string, done: number, total: number): void =>
  change((works) => workChanged(works, id, workAt(done, total, performance.now() / 1000)));

const change = (edit: (works: readonly WorkState[]) => readonly WorkState[]): void =>
  useAppStore.setState(({ works }) => ({ works: edit(works) }));

function ask<T>(
  id: string,
  signal: AbortSignal,
  call: (engine: Remote<EngineApi>) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = async () => {
      const isKnown = await askThisEngine((engine) => engine.cancelWork(id)).catch(() => false);
      if (!isKnown) reject(signal.reason); // it waits for an engine, or its engine is gone
    };
    signal.addEventListener("abort", cancel, { once: true });
    askEngine(async (engine) => {
      signal.throwIfAborted();
      return call(engine);
    })
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", cancel));
  });
}
