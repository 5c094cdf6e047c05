/** What of the Inspect desk is of the person and not of its results: kept by the page itself. */
import { pageStorage } from "../../state/pageStorage.ts";

export interface InspectView {
  readonly selectedId: string | null;
  /** How strongly the heat map covers, 0…1. */
  readonly heat: number;
}

/** How strongly it covers at first. */
export const firstHeat = 0.55;

const key = "latent-loom.inspect";
const firstView: InspectView = { selectedId: null, heat: firstHeat };

export function loadView(): InspectView {
  try {
    const kept = JSON.parse(pageStorage.getItem(key) ?? "{}") as Partial<InspectView>;
    const { selectedId, heat } = kept;
    return {
      selectedId: typeof selectedId === "string" ? selectedId : null,
      heat: typeof heat === "number" && heat >= 0 && heat <= 1 ? heat : firstHeat,
    };
  } catch {
    return firstView; // damaged or denied
  }
}

export function saveView(view: InspectView, before: InspectView): void {
  const { selectedId, heat } = view;
  if (selectedId === before.selectedId && heat === before.heat) return;
  try {
    pageStorage.setItem(key, JSON.stringify({ selectedId, heat }));
  } catch {
    // denied: the next session begins as the first
  }
}
