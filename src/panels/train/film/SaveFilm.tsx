/** Takes a run's pictures out of the app: the whole film, or the sheet in view. */
import { Download, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { filmGif } from "../../../client/films.ts";
import { notify } from "../../../client/notices.ts";
import type { Preview } from "../../../client/previews.ts";
import { isCancelled } from "../../../client/work.ts";
import { useText } from "../../../messages/text.ts";
import type { FilmFrame } from "../../../protocol/film.ts";
import { useAppStore } from "../../../state/store.ts";
import { saveBlob } from "../../../ui/files/saveBlob.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Menu } from "../../../ui/layout/Menu.tsx";
import { sheetPng } from "../pictures/sheetPng.ts";

export interface SaveFilmProps {
  readonly runId: string;
  readonly frames: readonly FilmFrame[];
  /** The sheet in view. */
  readonly shown: Preview;
}

export function SaveFilm({ runId, frames, shown }: SaveFilmProps) {
  const text = useText();
  const name = useAppStore((state) => state.runs.find((run) => run.runId === runId)?.name ?? "");
  const [isMaking, setMaking] = useState(false);
  const saveGif = async () => {
    setMaking(true);
    try {
      saveBlob(await filmGif(name, frames).result, `${name}.gif`);
    } catch (error) {
      if (!isCancelled(error)) notify({ tone: "bad", message: "notice.gifFailed" });
    }
    setMaking(false);
  };
  const savePng = async () => saveBlob(await sheetPng(shown), `${name} ${shown.step}.png`);
  const label = text(isMaking ? "train.film.making" : "train.film.save");
  return (
    <Menu
      label={label}
      trigger={
        <Button variant="icon" size="small" aria-label={label} isDisabled={isMaking}>
          {isMaking ? (
            <LoaderCircle size={15} aria-hidden className="motion-safe:animate-spin" />
          ) : (
            <Download size={15} aria-hidden />
          )}
        </Button>
      }
      groups={[
        {
          items: [
            {
              id: "gif",
              label: text("train.film.gif"),
              isDisabled: frames.length < 2,
              onAction: () => void saveGif(),
            },
            { id: "png", label: text("train.film.png"), onAction: () => void savePng() },
          ],
        },
      ]}
    />
  );
}
