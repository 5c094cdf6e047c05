/** Which of the models that make pictures the desk uses. */
import { useShallow } from "zustand/react/shallow";
import { chooseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import { selectRunOn, selectRunsOn, useAppStore } from "../../state/store.ts";
import { Select } from "../../ui/forms/Select.tsx";
import { standText } from "../../ui/words/standText.ts";

const selectRun = selectRunOn("generate");
const selectRuns = selectRunsOn("generate");

export function RunPicker() {
  const text = useText();
  const runs = useAppStore(useShallow(selectRuns));
  const chosen = useAppStore((state) => selectRun(state)?.runId ?? "");
  return (
    <Select
      label={text("generate.model")}
      hideLabel
      value={chosen}
      options={runs.map((run) => ({
        value: run.runId,
        label: run.name,
        note: standText(text, run),
      }))}
      onChange={(runId) => chooseRun("generate", runId)}
    />
  );
}
