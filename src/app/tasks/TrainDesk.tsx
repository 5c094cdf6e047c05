/** The Train desk with what each task puts on it. One script: cut finer, its parts come as dozens of small files. */
import { HeldOutCard } from "../../panels/train/heldOut/HeldOutCard.tsx";
import { PreviewCard } from "../../panels/train/pictures/PreviewCard.tsx";
import { MemoryCard } from "../../panels/train/quality/MemoryCard.tsx";
import { QualityCard } from "../../panels/train/quality/QualityCard.tsx";
import { TrainPanel } from "../../panels/train/TrainPanel.tsx";
import type { TrainParts } from "../../panels/train/trainParts.ts";
import { forTasks, type Registered } from "../../protocol/tasks.ts";

/** By the ids that models state; cards stand in this order. */
const tasks: Registered<TrainParts> = {
  generate: { below: { PreviewCard, QualityCard, MemoryCard } },
  reconstruct: { below: { PreviewCard } },
  translate: { below: { PreviewCard, QualityCard } },
  classify: { above: { HeldOutCard } },
};

export const TrainDesk = () => <TrainPanel partsOf={(spec) => forTasks(spec, tasks)} />;
