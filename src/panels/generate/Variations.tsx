/** Neighbours of the picture, drawn when the sliders rest; choosing one goes there. */
import { Shuffle } from "lucide-react";
import { useEffect, useState } from "react";
import { generate } from "../../client/inference.ts";
import { inTurn } from "../../lib/inTurn.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { ImageCanvas } from "../../ui/pictures/ImageCanvas.tsx";
import { sharesOf } from "./classMix.ts";
import { goToLatent, type Position, useLatents, variationOf } from "./latents.ts";
import { useBitmap } from "./useBitmap.ts";

/** What decides a picture. */
type Pictured = Pick<Position, "z" | "mix">;

const places = [0, 1, 2, 3, 4, 5, 6, 7] as const;
/** The sliders have to rest so long; the large picture always goes first. */
const restMs = 350;

export function Variations({ runId }: { readonly runId: string }) {
  const text = useText();
  const [round, setRound] = useState(0);
  const position = useRestingPosition(runId);
  return (
    <Card
      title={text("generate.variations")}
      actions={
        <Button
          size="small"
          icon={<Shuffle size={13} aria-hidden />}
          onPress={() => setRound(round + 1)}
        >
          {text("generate.newVariations")}
        </Button>
      }
    >
      <p className="mb-3 text-small text-muted">{text("generate.variationsHint")}</p>
      <ul className="grid grid-cols-4 gap-1">
        {places.map((place) => (
          <li key={place}>
            <Variation runId={runId} position={position} round={round} place={place} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface VariationProps {
  readonly runId: string;
  /** null while the sliders move. */
  readonly position: Pictured | null;
  readonly round: number;
  readonly place: number;
}

function Variation({ runId, position, round, place }: VariationProps) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const [bitmap, setBitmap] = useBitmap();
  useEffect(() => {
    if (!position) return;
    const z = variationOf(position.z, round, place);
    const weights = position.mix ? sharesOf(position.mix) : undefined;
    let isWanted = true;
    void drawInTurn(async () => {
      if (!isWanted) return;
      const made = await generate(runId, { z, weights }).catch(() => null);
      if (made && isWanted) setBitmap(made);
      else made?.close();
    });
    return () => {
      isWanted = false;
    };
  }, [runId, position, round, place, setBitmap]);
  return (
    <button
      type="button"
      aria-label={text("generate.variation", { number: place + 1 })}
      disabled={!position}
      onClick={() => position && goToLatent(runId, variationOf(position.z, round, place))}
      className="block aspect-square w-full cursor-pointer overflow-hidden rounded-thumb bg-raised hover:outline-2 hover:outline-accent"
    >
      {bitmap && <ImageCanvas bitmap={bitmap} label="" isSmooth={isSmooth} className="size-full" />}
    </button>
  );
}

/** One small picture at a time, so that a slider never waits for more than one. */
const drawInTurn = inTurn();

/** The position once it has not changed for a moment; null while it does. */
function useRestingPosition(runId: string): Pictured | null {
  const z = useLatents(({ byRun }) => byRun[runId]?.z ?? null);
  const mix = useLatents(({ byRun }) => byRun[runId]?.mix ?? null);
  const [rested, setRested] = useState<Pictured | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(z && { z, mix }), restMs);
    return () => clearTimeout(timer);
  }, [z, mix]);
  return rested?.z === z && rested.mix === mix ? rested : null;
}
