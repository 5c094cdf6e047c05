/** Which classifier judges, what it knows, and how good it is on photos that it never saw. */
import { useShallow } from "zustand/react/shallow";
import { chooseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import { selectJudge, selectJudges, useAppStore } from "../../state/store.ts";
import { Select } from "../../ui/forms/Select.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { judgeAgain } from "./judging.ts";

export function ModelCard() {
  const text = useText();
  const runs = useAppStore(useShallow(selectJudges));
  const run = useAppStore(selectJudge);
  const projectId = run?.projectId;
  const isOfAnother = useAppStore((state) => projectId !== state.activeProjectId);
  const project = useAppStore((state) => state.projects.find(({ id }) => id === projectId)?.name);
  if (!run) return null;
  const share = run.latest["val.accuracy"];
  const accuracyOf = (accuracy: number | undefined) =>
    accuracy === undefined
      ? text("inspect.heldOutUnknown")
      : text("inspect.heldOut", { share: shareText(text.locale, accuracy) });
  return (
    <div className="flex flex-col gap-4">
      <Select
        label={text("inspect.model")}
        hideLabel
        value={run.runId}
        options={runs.map((entry) => ({
          value: entry.runId,
          label: entry.name,
          note: accuracyOf(entry.latest["val.accuracy"]),
        }))}
        onChange={(runId) => {
          chooseRun("inspect", runId);
          judgeAgain();
        }}
      />
      {isOfAnother && (
        <p className="text-small text-muted">
          {project === undefined
            ? text("inspect.ofNoProject")
            : text("inspect.ofOther", { project })}
        </p>
      )}
      <Card title={text("inspect.classes", { count: run.data.classes.length })}>
        <p className="mb-2">{accuracyOf(share)}</p>
        <ul className="flex flex-wrap gap-1.5">
          {run.data.classes.map(({ id, name }) => (
            <li
              key={id}
              className="max-w-full truncate rounded-full border border-line px-2 text-small text-muted"
            >
              {name}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
