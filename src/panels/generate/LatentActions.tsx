/** What the desk does with the picture as a whole: draw one by seed, go back, reset, keep it. */
import { Dices, Download, RotateCcw, Undo2 } from "lucide-react";
import { freshSeed } from "../../lib/rng.ts";
import { useText } from "../../messages/text.ts";
import { Hint } from "../../ui/feedback/Hint.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { ValueInput } from "../../ui/forms/ValueInput.tsx";
import { drawLatent, resetLatent, undoLatent, useLatents } from "./latents.ts";

/** Seeds that people can read out and type. */
const seedRange = 100_000;

export interface LatentActionsProps {
  readonly runId: string;
  readonly onDownload: () => void;
}

export function LatentActions({ runId, onDownload }: LatentActionsProps) {
  const text = useText();
  const canUndo = useLatents(({ byRun }) => (byRun[runId]?.past.length ?? 0) > 0);
  return (
    <>
      <SeedField runId={runId} />
      <IconAction
        label={text("generate.undo")}
        isDisabled={!canUndo}
        onPress={() => undoLatent(runId)}
      >
        <Undo2 size={16} aria-hidden />
      </IconAction>
      <IconAction label={text("generate.reset")} onPress={() => resetLatent(runId)}>
        <RotateCcw size={15} aria-hidden />
      </IconAction>
      <IconAction label={text("generate.download")} onPress={onDownload}>
        <Download size={16} aria-hidden />
      </IconAction>
      <Button
        variant="primary"
        icon={<Dices size={16} aria-hidden />}
        aria-label={text("generate.random")}
        onPress={() => drawLatent(runId, freshSeed() % seedRange)}
      >
        <span className="hidden bar:inline">{text("generate.random")}</span>
      </Button>
    </>
  );
}

interface IconActionProps {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

function IconAction({ label, isDisabled = false, onPress, children }: IconActionProps) {
  return (
    <Hint text={label} side="bottom">
      <Button variant="icon" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
        {children}
      </Button>
    </Hint>
  );
}

/** As seeds are drawn (`freshSeed`): 32 bits. */
const greatestSeed = 2 ** 32 - 1;

function SeedField({ runId }: { readonly runId: string }) {
  const text = useText();
  const seed = useLatents(({ byRun }) => byRun[runId]?.seed ?? null);
  const isMixed = useLatents(({ byRun }) => (byRun[runId]?.mix ?? null) !== null);
  return (
    <div
      title={text(isMixed ? "generate.seedHintMix" : "generate.seedHint")}
      className="relative flex h-8 items-center gap-1 rounded-control border border-line pr-1 pl-2.5 text-small text-muted"
    >
      <span aria-hidden>{text("generate.seed")}</span>
      <ValueInput
        label={text("generate.seed")}
        value={seed ?? 0}
        format={(value) => (seed === null ? "–" : String(value))}
        min={0}
        max={greatestSeed}
        isWhole
        onCommit={(typed) => drawLatent(runId, typed)}
        className="w-14"
        isAlone
      />
    </div>
  );
}
