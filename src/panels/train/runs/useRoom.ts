/** Whether the desk's buttons have room for their words beside the models to choose from. */
import { useAppStore } from "../../../state/store.ts";
import { useMediaQuery } from "../../../ui/layout/useMediaQuery.ts";

/** The sides of the model in view, of which each has a button; empty for most. */
export const useSides = (): readonly string[] =>
  useAppStore((state) => state.engine?.models.find(({ id }) => id === state.modelId)?.sides) ??
  noSides;

const noSides: readonly string[] = [];

export function useIsCompact(): boolean {
  const hasSides = useSides().length > 0;
  const isWide = useMediaQuery("(min-width: 86rem)");
  const isWidest = useMediaQuery("(min-width: 104rem)");
  return hasSides ? !isWidest : !isWide;
}
