/** One trained model in the list. */
import { Trash2 } from "lucide-react";
import { useDataSet } from "../../client/dataSets.ts";
import { openDesk } from "../../client/desks.ts";
import { generate } from "../../client/inference.ts";
import { chooseRun, deleteRun, renameRun } from "../../client/runs.ts";
import { showRun } from "../../client/training.ts";
import { type Text, useText } from "../../messages/text.ts";
import { hasSteps } from "../../protocol/run.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { desksOf, makes } from "../../protocol/tasks.ts";
import { hasLostWeights, isUnderWay, type Run } from "../../state/runs.ts";
import { isStray, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { TextField } from "../../ui/forms/TextField.tsx";
import { unhurried } from "../../ui/forms/unhurried.ts";
import { LazyPicture } from "../../ui/pictures/LazyPicture.tsx";
import { durationText } from "../../ui/words/duration.ts";
import { figureWords } from "./figureWords.ts";
import { PhotoStrip } from "./PhotoStrip.tsx";

/** Words on the doors to the desks that use a model. */
const doors = { generate: "train.openGenerate", inspect: "train.openInspect" } as const;

export function ModelRow({ runId }: { readonly runId: string }) {
  const text = useText();
  const run = useAppStore((state) => state.runs.find((entry) => entry.runId === runId));
  const models = useAppStore((state) => state.engine?.models);
  const hasLostProject = useAppStore(
    (state) => run?.pretrained === undefined && run !== undefined && isStray(state, run),
  );
  if (!run) return null;
  const spec = models?.find((model) => model.id === run.modelId);
  const { name } = run;
  const isUsable = run.step > 0 && !hasLostWeights(run);
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-2.5">
      <Picture run={run} spec={spec} />
      <div className="min-w-48 flex-1">
        {run.pretrained ? (
          <p className="font-medium">{name}</p>
        ) : (
          <TextField
            label={text("library.model.name")}
            value={name}
            className="-ml-1.5 font-medium"
            onCommit={(next) => void renameRun(runId, next)}
          />
        )}
        <p className="text-small text-muted">{factsOf(text, run, spec).join(" · ")}</p>
      </div>
      <div className="flex items-center gap-2">
        {hasLostProject && (
          <Button
            size="small"
            onPress={() => {
              showRun(runId);
              openDesk("train");
            }}
          >
            {text("train.openTrain")}
          </Button>
        )}
        {isUsable &&
          spec &&
          desksOf(spec).map((desk) => (
            <Button
              key={desk}
              size="small"
              onPress={() => {
                chooseRun(desk, runId);
                openDesk(desk);
              }}
            >
              {text(doors[desk])}
            </Button>
          ))}
        <Button
          variant="icon"
          size="small"
          aria-label={text("library.delete", { name })}
          isDisabled={isUnderWay(run)}
          onPress={unhurried(() => void deleteRun(runId))}
        >
          <Trash2 size={15} aria-hidden />
        </Button>
      </div>
    </li>
  );
}

/** Kind, origin or date, data, quality, effort. */
function factsOf(text: Text, run: Run, spec: ModelSpec | undefined): string[] {
  const { classes, photoCount: photos } = run.data;
  const date = new Intl.DateTimeFormat(text.locale, { dateStyle: "medium", timeStyle: "short" });
  return [
    text.stated(`model.${run.modelId}`),
    run.pretrained ? text("library.model.shipped") : date.format(run.createdAt),
    ...(run.state === "finished" ? [] : [text(`train.state.${run.state}`)]),
    text("library.model.data", { photos, classes: classes.length }),
    ...figureWords(text, run, spec),
    effortOf(text, run),
  ];
}

function effortOf(text: Text, run: Run): string {
  const time = durationText(text, run.seconds);
  return hasSteps(run)
    ? text("library.model.steps", { steps: run.step, time })
    : text("library.model.fitted", { time });
}

interface PictureProps {
  readonly run: Run;
  readonly spec: ModelSpec | undefined;
}

/** What the model draws for the middle of its latent space; photos of its data where it draws nothing. */
function Picture({ run, spec }: PictureProps) {
  const text = useText();
  const { latentDim } = run.hparams;
  const draws = spec && makes(spec, "drawings") && typeof latentDim === "number" && run.step > 0;
  if (draws) {
    return (
      <LazyPicture
        pictureKey={`${run.runId} ${run.state}`}
        load={() => generate(run.runId, { z: new Float32Array(latentDim) })}
        label={text("library.model.picture", { name: run.name })}
        className="size-14 shrink-0 rounded-thumb"
      />
    );
  }
  return <DataPicture data={run.data} />;
}

function DataPicture({ data }: Pick<Run, "data">) {
  return (
    <PhotoStrip
      classes={useDataSet(data)?.classes ?? []}
      most={4}
      className="grid size-14 shrink-0 grid-cols-2 content-start gap-0.5"
    />
  );
}
