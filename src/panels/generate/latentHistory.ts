/** The Generate desk's way back: what its keys and buttons take back is where the sliders stood before. */
import { giveHistory, type History } from "../../client/histories.ts";
import { selectRunOn, useAppStore } from "../../state/store.ts";
import { type Latent, redoLatent, undoLatent, useLatents } from "./latents.ts";

const selectRun = selectRunOn("generate");

const runId = (): string | undefined => selectRun(useAppStore.getState())?.runId;

function inView(): Latent | undefined {
  const id = runId();
  return id === undefined ? undefined : useLatents.getState().byRun[id];
}

const act = (edit: (id: string) => void) => () => {
  const id = runId();
  if (id !== undefined) edit(id);
};

const history: History = {
  canUndo: () => (inView()?.past.length ?? 0) > 0,
  canRedo: () => (inView()?.future.length ?? 0) > 0,
  undo: act(undoLatent),
  redo: act(redoLatent),
  subscribe(listener) {
    const ends = [
      useLatents.subscribe(listener),
      useAppStore.subscribe(runId, listener), // another model
    ];
    return () => {
      for (const end of ends) end();
    };
  },
};

giveHistory("generate", history);
