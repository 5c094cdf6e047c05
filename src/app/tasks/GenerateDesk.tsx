/** The Generate desk with what each task puts on it, in one script. */
import { DrawDesk } from "../../panels/generate/DrawDesk.tsx";
import { GeneratePanel } from "../../panels/generate/GeneratePanel.tsx";
import type { GenerateParts } from "../../panels/generate/generateParts.ts";
import { PhotoCard } from "../../panels/generate/PhotoCard.tsx";
import { TranslateDesk } from "../../panels/generate/TranslateDesk.tsx";
import { forTasks, type Registered } from "../../protocol/tasks.ts";

/** By the ids that models state; the first body and all cards are shown. */
const tasks: Registered<GenerateParts> = {
  generate: { body: DrawDesk },
  reconstruct: { cards: { PhotoCard } },
  translate: { body: TranslateDesk },
};

export const GenerateDesk = () => <GeneratePanel partsOf={(spec) => forTasks(spec, tasks)} />;
