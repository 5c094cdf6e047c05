/** Settings that take hold while the run in view goes on, and what of it was changed so far. */
import { useState } from "react";
import { adjustRun, settingsInForce } from "../../../client/adjustRun.ts";
import { type Text, useText } from "../../../messages/text.ts";
import type { Adjustment } from "../../../protocol/run.ts";
import type { Field, Hparams, HparamValue, ModelSpec } from "../../../protocol/spec.ts";
import { isLive, type Run } from "../../../state/runs.ts";
import { selectShownRun, useAppStore } from "../../../state/store.ts";
import { HparamForm } from "../../../ui/forms/HparamForm.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { Disclosure } from "../../../ui/layout/Disclosure.tsx";
import { hparamText } from "../hparamText.ts";
import { liveFields } from "./liveFields.ts";

export function LiveSettings({ spec }: { readonly spec: ModelSpec }) {
  const text = useText();
  const run = useAppStore(selectShownRun);
  if (!run) return null;
  const { adjustments = [] } = run;
  if (isLive(run)) {
    return (
      <Card className="py-1.5!">
        <Disclosure title={text("live.title")} level={2}>
          <LiveForm run={run} fields={liveFields(spec, run.step)} />
          {adjustments.length > 0 && (
            <div className="mt-3 border-t border-line pt-3 pb-2">
              <h3 className="mb-1 text-small font-semibold text-muted">{text("live.history")}</h3>
              <History adjustments={adjustments} />
            </div>
          )}
        </Disclosure>
      </Card>
    );
  }
  return adjustments.length === 0 ? null : (
    <Card title={text("live.historyTitle")}>
      <History adjustments={adjustments} />
    </Card>
  );
}

interface LiveFormProps {
  readonly run: Run;
  readonly fields: Readonly<Record<string, Field>>;
}

/** What is being moved shows at once; the run learns of it when it is let go. */
function LiveForm({ run, fields }: LiveFormProps) {
  const [moved, setMoved] = useState<Hparams>({});
  const inForce = settingsInForce(run);
  const apply = async (key: string, value: HparamValue) => {
    if (value !== inForce[key]) await adjustRun(run.runId, { [key]: value });
    setMoved(({ [key]: now, ...rest }) =>
      now === undefined || now === value ? rest : { ...rest, [key]: now },
    );
  };
  return (
    <HparamForm
      fields={fields}
      values={{ ...inForce, ...moved }}
      base={inForce}
      isWide
      onChange={(key, value) => setMoved((before) => ({ ...before, [key]: value }))}
      onChangeEnd={(key, value) => void apply(key, value)}
    />
  );
}

/** The newest first: a long list is scrolled. */
function History({ adjustments }: { readonly adjustments: readonly Adjustment[] }) {
  const text = useText();
  return (
    <ol className="flex max-h-40 flex-col gap-0.5 overflow-y-auto text-small">
      {adjustments.toReversed().map((adjustment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each keeps its number, as the list only grows
        <li key={adjustments.length - at} className="flex flex-wrap gap-x-3">
          <span className="text-muted">{text("live.at", { step: adjustment.step })}</span>
          {changesOf(text, adjustment).map((words) => (
            <span key={words}>{words}</span>
          ))}
        </li>
      ))}
    </ol>
  );
}

function changesOf(text: Text, { before, changes }: Adjustment): string[] {
  return Object.entries(changes).map(([key, to]) =>
    text("live.change", {
      name: text.stated(`hparam.${key}`),
      from: hparamText(text, before[key]),
      to: hparamText(text, to),
    }),
  );
}
