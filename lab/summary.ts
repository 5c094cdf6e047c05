/** The figures of a generation in a few lines: a run without `--json` must not lose them. */
import { percent, rounded } from "./report.ts";

interface Figures {
  readonly kid: number;
  readonly kidFloor: number;
  readonly kidCeiling: number;
  readonly copyRate: number;
}

/** One class that pictures were asked for in, or one direction of a translator. */
interface ClassFigures extends Figures {
  readonly name: string;
  /** Share of the pictures that a classifier takes for the class. */
  readonly carried: number;
  /** Of translations: the distance of the patches that they were made from. */
  readonly kidSource?: number;
}

export interface GenerationFigures extends Figures {
  readonly steps: number;
  readonly seconds: number;
  readonly stepsPerSecond: number;
  readonly classes?: readonly ClassFigures[];
}

export function summaryOf(figures: GenerationFigures): string {
  const { steps, seconds, stepsPerSecond, classes = [] } = figures;
  return [
    `${steps} steps in ${Math.round(seconds)} s, ${stepsPerSecond} a second`,
    figuresText(figures),
    ...classes.map(
      (entry) => `${entry.name}: ${percent(entry.carried)} judged so, ${figuresText(entry)}`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function figuresText(figures: Figures & Pick<ClassFigures, "kidSource">): string {
  const { kid, kidFloor, kidCeiling, kidSource, copyRate } = figures;
  const yardsticks = [`floor ${kidFloor}`, `ceiling ${kidCeiling}`];
  if (kidSource !== undefined) yardsticks.push(`sources ${kidSource}`);
  const ratio = rounded(kid / (kidSource ?? kidCeiling));
  const copies = Number.isNaN(copyRate) ? "" : `, copies ${percent(copyRate)}`;
  return `KID ${kid} (${yardsticks.join(", ")}; ratio ${ratio})${copies}`;
}
