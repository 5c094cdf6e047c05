/** A run's film and the frame of it that is in view. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { filmOf, loadFilm, subscribeFilms } from "../../../client/films.ts";
import type { Preview } from "../../../client/previews.ts";
import type { Film, FilmFrame } from "../../../protocol/film.ts";

/** Asks for the film when it is first looked at; null until it is there. */
export function useFilm(runId: string): Film | "unreadable" | null {
  useEffect(() => void loadFilm(runId), [runId]);
  return useSyncExternalStore(subscribeFilms, () => filmOf(runId));
}

/** The frame's sheet; while one is decoded the sheet before stands. null: nothing asked for yet. */
export function useSheetOf(frame: FilmFrame | null): Preview | null {
  const [decoded, setDecoded] = useState<Preview | null>(null);
  useEffect(() => {
    if (!frame) return;
    let isCurrent = true;
    const { picture, ...rest } = frame;
    createImageBitmap(picture).then(
      (sheet) => (isCurrent ? setDecoded({ ...rest, sheet }) : sheet.close()),
      () => undefined, // its bytes were proven; where memory is short the sheet before stands
    );
    return () => {
      isCurrent = false;
    };
  }, [frame]);
  useEffect(() => () => decoded?.sheet.close(), [decoded]);
  return frame && decoded;
}
