/**
 * The page's side of every task, registered here alone: what each puts on the desks. A desk's parts are fetched
 * with the desk, so that none is shown without them.
 */
import type { GenerateParts } from "../panels/generate/generateParts.ts";
import type { TrainParts } from "../panels/train/trainParts.ts";
import type { ModelSpec } from "../protocol/spec.ts";
import { forTasks } from "../protocol/tasks.ts";

interface PageTask {
  readonly train?: () => Promise<TrainParts>;
  readonly generate?: () => Promise<GenerateParts>;
}

/** By the ids that models state; cards stand in this order on their desks. */
const pageTasks: Readonly<Record<string, PageTask>> = {
  generate: {
    train: async () => {
      const [{ PreviewCard }, { QualityCard }, { MemoryCard }] = await Promise.all([
        import("../panels/train/pictures/PreviewCard.tsx"),
        import("../panels/train/quality/QualityCard.tsx"),
        import("../panels/train/quality/MemoryCard.tsx"),
      ]);
      return { below: { PreviewCard, QualityCard, MemoryCard } };
    },
    generate: async () => ({
      body: (await import("../panels/generate/DrawDesk.tsx")).DrawDesk,
    }),
  },
  reconstruct: {
    train: async () => {
      const { PreviewCard } = await import("../panels/train/pictures/PreviewCard.tsx");
      return { below: { PreviewCard } };
    },
    generate: async () => {
      const { PhotoCard } = await import("../panels/generate/PhotoCard.tsx");
      return { cards: { PhotoCard } };
    },
  },
  translate: {
    train: async () => {
      const [{ PreviewCard }, { QualityCard }] = await Promise.all([
        import("../panels/train/pictures/PreviewCard.tsx"),
        import("../panels/train/quality/QualityCard.tsx"),
      ]);
      return { below: { PreviewCard, QualityCard } };
    },
    generate: async () => ({
      body: (await import("../panels/generate/TranslateDesk.tsx")).TranslateDesk,
    }),
  },
  classify: {
    train: async () => {
      const { HeldOutCard } = await import("../panels/train/heldOut/HeldOutCard.tsx");
      return { above: { HeldOutCard } };
    },
  },
};

/** The parts of a model's tasks on one desk, in the order above. */
export type PartsOf<Parts> = (spec: ModelSpec) => readonly Parts[];

export const trainParts = (): Promise<PartsOf<TrainParts>> => fetched(({ train }) => train);
export const generateParts = (): Promise<PartsOf<GenerateParts>> =>
  fetched(({ generate }) => generate);

async function fetched<Parts>(
  ofTask: (task: PageTask) => (() => Promise<Parts>) | undefined,
): Promise<PartsOf<Parts>> {
  const parts = Object.entries(pageTasks).map(async ([id, task]) => {
    const fetch = ofTask(task);
    return fetch ? [[id, await fetch()] as const] : [];
  });
  const registered = (await Promise.all(parts)).flat();
  return (spec) => forTasks(spec, registered);
}
