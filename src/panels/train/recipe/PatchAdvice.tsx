/** Says which way of cutting suits the chosen model best, where the project cuts otherwise. */
import { editProjectById } from "../../../client/projects.ts";
import { useText } from "../../../messages/text.ts";
import type { Project } from "../../../protocol/project.ts";
import { changePatches } from "../../../state/project.ts";
import { useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";

export function PatchAdvice({ project }: { readonly project: Project }) {
  const text = useText();
  const suits = useAppStore(
    ({ engine, modelId }) => engine?.models.find(({ id }) => id === modelId)?.suits,
  );
  const { size, shortSide } = project.patches;
  if (!suits || (suits.size === size && suits.shortSide === shortSide)) return null;
  return (
    <div className="mt-3 flex items-center gap-2 border-t border-edge pt-3 text-small text-muted">
      <p className="min-w-0 flex-1">{text("train.advice", suits)}</p>
      <Button
        size="small"
        onPress={() => editProjectById(project.id, (edited) => changePatches(edited, suits))}
      >
        {text("train.advice.take")}
      </Button>
    </div>
  );
}
