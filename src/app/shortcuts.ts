/** Keys that work everywhere, unless someone types or a window is open. */
import { tinykeys } from "tinykeys";
import { openDesk, showHelp } from "../client/desks.ts";
import { redo, undo } from "../client/histories.ts";
import { pauseRun, resumeRun } from "../client/runs.ts";
import { desks } from "../state/session.ts";
import { selectLiveRun, useAppStore } from "../state/store.ts";

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest("input:not([type=range]), textarea, select") !== null;

/** Space presses, opens and selects on these. */
const takesSpace = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest("button, a, summary, [role=row], [role=option], [role=menuitem]") !== null;

const windowIsOpen = (): boolean => document.querySelector("[role=dialog], [role=menu]") !== null;

const unlessTyping = (act: () => void) => (event: KeyboardEvent) => {
  if (isTyping(event) || windowIsOpen()) return;
  event.preventDefault();
  act();
};

const unlessPressed = (act: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
  if (!takesSpace(event)) act(event);
};

function playOrPause(): void {
  const live = selectLiveRun(useAppStore.getState());
  if (live?.state === "training") void pauseRun(live.runId);
  else if (live?.state === "paused") void resumeRun(live.runId);
}

export function listenToKeys(): void {
  const toDesk = Object.fromEntries(
    desks.map((desk, index) => [`${index + 1}`, unlessTyping(() => openDesk(desk))]),
  );
  const play = unlessTyping(playOrPause);
  const help = unlessTyping(() => showHelp(true));
  tinykeys(window, {
    ...toDesk,
    "$mod+KeyZ": unlessTyping(undo),
    "$mod+Shift+KeyZ": unlessTyping(redo),
    "$mod+KeyY": unlessTyping(redo),
    Space: unlessPressed(play),
    "?": help,
    "Shift+?": help,
  });
}
