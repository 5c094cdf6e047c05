/** What a run of the recipe in view would take of the memory; null until that is known. */
import { useEffect, useState } from "react";
import { askEngine } from "../../../client/workers.ts";
import { amountOf, type MemoryNeed } from "../../../protocol/dataset.ts";
import type { TrainingData } from "../../../protocol/project.ts";
import { useAppStore } from "../../../state/store.ts";
import { recipeOf } from "./recipe.ts";

/** Counted anew when nothing has changed for a moment. */
const calmMs = 200;

export function useMemoryNeed(data: TrainingData | null): MemoryNeed | null {
  const spec = useAppStore((state) =>
    state.engine?.models.find((model) => model.id === state.modelId),
  );
  const draft = useAppStore((state) => state.drafts[state.modelId]);
  const [need, setNeed] = useState<MemoryNeed | null>(null);
  useEffect(() => {
    if (!data || !spec) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const [amount, recipe] = [amountOf(data), recipeOf(spec, draft)];
      const ask = askEngine((engine) => engine.memoryNeed(amount, recipe));
      const answer = await ask.catch(() => null); // the engine refuses again where it is too much
      if (isCurrent) setNeed(answer);
    }, calmMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [data, spec, draft]);
  return need;
}
