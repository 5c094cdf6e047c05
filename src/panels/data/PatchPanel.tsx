/** How photos are cut into patches, with a preview of both. */
import { useState } from "react";
import { editProject } from "../../client/projects.ts";
import { useText } from "../../messages/text.ts";
import {
  defaultPatchSettings,
  type PatchSettings,
  type Photo,
  type Project,
} from "../../protocol/project.ts";
import { changePatches } from "../../state/project.ts";
import { InfoHint } from "../../ui/feedback/Hint.tsx";
import { NumberField } from "../../ui/forms/NumberField.tsx";
import { SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";
import { Slider } from "../../ui/forms/Slider.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { Sheet } from "../../ui/pictures/Sheet.tsx";
import { PatchOverlay } from "./PatchOverlay.tsx";
import { type CountedPatches, totalOf } from "./usePatchPreview.ts";

export interface PatchPanelProps {
  readonly project: Project;
  /** Drawn with its patches; undefined where the project has none. */
  readonly photo: Photo | undefined;
  readonly counted: CountedPatches | null;
}

/** Among all photos, class by class: it decides where random crops fall. */
const placeOf = ({ id }: Photo, { classes }: Project): number =>
  classes.flatMap(({ photos }) => photos).findIndex((photo) => photo.id === id);

type Change = (changes: Partial<PatchSettings>) => void;

export function PatchPanel({ project, photo, counted }: PatchPanelProps) {
  const text = useText();
  // While a slider moves, its value lives here; the document gets one undoable edit at the end.
  const [draft, setDraft] = useState<Partial<PatchSettings>>({});
  const settings = { ...project.patches, ...draft };
  const commit: Change = (changes) => {
    setDraft({});
    const isNew = (Object.keys(changes) as (keyof PatchSettings)[]).some(
      (key) => changes[key] !== project.patches[key],
    );
    if (isNew) editProject((current) => changePatches(current, changes));
  };
  return (
    <div className="flex flex-col gap-3">
      {photo ? (
        <PatchOverlay photo={photo} settings={settings} index={placeOf(photo, project)} />
      ) : (
        <p className="rounded-control border border-dashed border-edge p-6 text-center text-muted">
          {text("patches.previewNone")}
        </p>
      )}
      <Controls settings={settings} onDraft={setDraft} onCommit={commit} />
      <Counts counted={counted} />
      {counted && (
        <Card level={3} title={text("patches.samplesTitle")}>
          <Sheet
            sheet={counted.sheet}
            columns={counted.columns}
            rows={counted.rows}
            label={text("patches.samples")}
            cellSide={64}
          />
        </Card>
      )}
    </div>
  );
}

interface ControlsProps {
  readonly settings: PatchSettings;
  readonly onDraft: Change;
  readonly onCommit: Change;
}

function Controls({ settings, onDraft, onCommit }: ControlsProps) {
  const text = useText();
  const pixels = (count: number) => text("patches.pixels", { count });
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-2">
        <span className="flex items-center gap-1 text-small">
          {text("patches.size")}
          <InfoHint about={text("patches.size")} text={text("patches.size.hint")} />
        </span>
        <SegmentedControl
          label={text("patches.size")}
          fill
          value={String(settings.size)}
          options={[
            { value: "32", label: pixels(32) },
            { value: "64", label: pixels(64) },
          ]}
          onChange={(size) => onCommit({ size: size === "64" ? 64 : 32 })}
        />
        <span className="text-small">{text("patches.cut")}</span>
        <SegmentedControl
          label={text("patches.cut")}
          fill
          value={settings.cut}
          options={[
            { value: "grid", label: text("patches.cut.grid") },
            { value: "random", label: text("patches.cut.random") },
          ]}
          onChange={(cut) => onCommit({ cut })}
        />
      </div>
      <Slider
        label={text("patches.scale")}
        hint={text("patches.scale.hint")}
        value={settings.shortSide}
        min={64}
        max={1024}
        scale="log"
        isWhole
        defaultValue={defaultPatchSettings.shortSide}
        format={pixels}
        onChange={(shortSide) => onDraft({ shortSide })}
        onChangeEnd={(shortSide) => onCommit({ shortSide })}
      />
      {settings.cut === "grid" ? (
        <Slider
          label={text("patches.overlap")}
          hint={text("patches.overlap.hint")}
          value={settings.overlap}
          min={0}
          max={0.75}
          step={0.05}
          factor={100}
          defaultValue={defaultPatchSettings.overlap}
          format={percent}
          onChange={(overlap) => onDraft({ overlap })}
          onChangeEnd={(overlap) => onCommit({ overlap })}
        />
      ) : (
        <Slider
          label={text("patches.crops")}
          hint={text("patches.crops.hint")}
          value={settings.cropsPerPhoto}
          min={1}
          max={256}
          scale="log"
          isWhole
          defaultValue={defaultPatchSettings.cropsPerPhoto}
          onChange={(cropsPerPhoto) => onDraft({ cropsPerPhoto })}
          onChangeEnd={(cropsPerPhoto) => onCommit({ cropsPerPhoto })}
        />
      )}
      <Slider
        label={text("patches.heldOut")}
        hint={text("patches.heldOut.hint")}
        value={settings.heldOutShare}
        min={0.1}
        max={0.5}
        step={0.05}
        factor={100}
        defaultValue={defaultPatchSettings.heldOutShare}
        format={percent}
        onChange={(heldOutShare) => onDraft({ heldOutShare })}
        onChangeEnd={(heldOutShare) => onCommit({ heldOutShare })}
      />
      <NumberField
        label={text("patches.seed")}
        hint={text("patches.seed.hint")}
        value={settings.seed}
        min={0}
        max={999_999}
        onChange={(seed) => onCommit({ seed })}
      />
    </div>
  );
}

function Counts({ counted }: { readonly counted: CountedPatches | null }) {
  const text = useText();
  const count = (counts: readonly number[] | undefined) =>
    counts ? totalOf(counts).toLocaleString(text.locale) : "–";
  return (
    <Card level={3} title={text("patches.counts")}>
      <dl className="grid grid-cols-2 gap-2">
        {(
          [
            ["patches.training", counted?.training],
            ["patches.validation", counted?.heldOut],
          ] as const
        ).map(([label, counts]) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-small text-muted">{text(label)}</dt>
            <dd className="text-page font-semibold">{count(counts)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-small text-muted">{text("patches.honest")}</p>
    </Card>
  );
}
