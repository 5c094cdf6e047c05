/** How the next run of the chosen model is trained: preset, form, and what it would learn from. */
import { RotateCcw } from "lucide-react";
import { keepDraft } from "../../../client/training.ts";
import { useText } from "../../../messages/text.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { HparamForm } from "../../../ui/forms/HparamForm.tsx";
import { SegmentedControl } from "../../../ui/forms/SegmentedControl.tsx";
import { DataSummary } from "./DataSummary.tsx";
import { DomainChoice } from "./DomainChoice.tsx";
import { nearestPreset, presetValues, recipeOf } from "./recipe.ts";

export function RecipePanel() {
  const text = useText();
  const spec = useAppStore((state) =>
    state.engine?.models.find((model) => model.id === state.modelId),
  );
  if (!spec) return <p className="text-muted">{text("train.cannot.starting")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <p className="font-medium">{text.stated(`model.${spec.id}`)}</p>
        <p className="text-muted text-pretty">{text.stated(`model.${spec.id}.summary`)}</p>
      </div>
      {spec.needs === "twoDomains" && <DomainChoice />}
      <Recipe spec={spec} />
      <DataSummary />
    </div>
  );
}

function Recipe({ spec }: { readonly spec: ModelSpec }) {
  const text = useText();
  const draft = useAppStore((state) => state.drafts[spec.id]);
  const values = recipeOf(spec, draft);
  const { preset, isChanged } = nearestPreset(spec, values);
  const base = presetValues(spec, preset);
  const takePreset = (id: string) => {
    const chosen = spec.presets.find((entry) => entry.id === id);
    keepDraft(spec.id, presetValues(spec, chosen));
  };
  return (
    <div className="flex flex-col gap-3">
      {preset && <PresetChoice spec={spec} presetId={preset.id} onChoose={takePreset} />}
      <HparamForm
        fields={spec.hparams}
        values={values}
        base={base}
        onChange={(key, value) => keepDraft(spec.id, { ...values, [key]: value })}
      />
      {isChanged && preset && (
        <Button
          size="small"
          icon={<RotateCcw size={13} aria-hidden />}
          onPress={() => takePreset(preset.id)}
          className="self-start"
        >
          {text("train.resetPreset")}
        </Button>
      )}
    </div>
  );
}

interface PresetChoiceProps {
  readonly spec: ModelSpec;
  readonly presetId: string;
  readonly onChoose: (presetId: string) => void;
}

function PresetChoice({ spec, presetId, onChoose }: PresetChoiceProps) {
  const text = useText();
  return (
    <div className="flex flex-col gap-2">
      <SegmentedControl
        label={text("train.preset")}
        value={presetId}
        options={spec.presets.map(({ id }) => ({
          value: id,
          label: text.stated(`preset.${spec.id}.${id}`),
        }))}
        onChange={onChoose}
        fill
      />
      <p className="text-small text-muted text-pretty">
        {text.stated(`preset.${spec.id}.${presetId}.hint`)}
      </p>
    </div>
  );
}
