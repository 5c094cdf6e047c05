/** The films of runs, outside React: asked for when a run is looked at, replaced when the engine tells. */
import { proxy } from "comlink";
import gifUrl from "../engine/film/gifWorker.ts?worker&url";
import type { Film, FilmFrame, GifApi } from "../protocol/film.ts";
import { runWork, type Working } from "./work.ts";
import { askEngine, askOnce } from "./workers.ts";

/** Films of runs that were looked at last; others are asked for again. */
const mostHeld = 8;

const films = new Map<string, Film | "unreadable">();
const listeners = new Set<() => void>();

/** null: not known yet. */
export const filmOf = (runId: string): Film | "unreadable" | null => films.get(runId) ?? null;

/** Frames that are known stay the same objects, so that nobody decodes them again. */
export function putFilm(runId: string, film: Film): void {
  const before = films.get(runId);
  const known = new Map(
    before && before !== "unreadable" ? before.frames.map((frame) => [frame.step, frame]) : [],
  );
  const frames = film.frames.map((frame) => {
    const same = known.get(frame.step);
    return same?.picture.size === frame.picture.size ? same : frame;
  });
  hold(runId, { ...film, frames });
}

/** Asks for a film that is not known; newer news of it that come first stand. */
export async function loadFilm(runId: string): Promise<void> {
  if ((films.get(runId) ?? "unreadable") !== "unreadable") return;
  const film = await askEngine((engine) => engine.film(runId)).catch(() => "unreadable" as const);
  if ((films.get(runId) ?? "unreadable") === "unreadable") hold(runId, film);
}

/** Asks for a known film again: the run stands elsewhere now. One that nobody has asked for stays unknown. */
export async function reloadFilm(runId: string): Promise<void> {
  if (!films.has(runId)) return;
  const film = await askEngine((engine) => engine.film(runId)).catch(() => null);
  if (film) putFilm(runId, film);
}

export function forgetFilm(runId: string): void {
  films.delete(runId);
}

/** For `useSyncExternalStore`: called after each change of any film. */
export function subscribeFilms(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The film as an animated GIF, made by a worker. Throws `WorkerLost`, and whatever decoding throws. */
export const filmGif = (name: string, frames: readonly FilmFrame[]): Working<Blob> =>
  runWork({ kind: "film", name }, async ({ signal, progress }) => {
    const bytes = await askOnce<GifApi, Uint8Array<ArrayBuffer>>(
      gifUrl,
      "gif",
      (api) => api.gif(frames, proxy(progress)),
      signal,
    );
    return new Blob([bytes], { type: "image/gif" });
  });

function hold(runId: string, film: Film | "unreadable"): void {
  films.delete(runId);
  films.set(runId, film);
  const oldest = films.keys().next().value;
  if (films.size > mostHeld && oldest !== undefined) films.delete(oldest);
  for (const listener of listeners) listener();
}
