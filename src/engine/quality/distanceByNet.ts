/** Another opinion on a run's pictures: their distance from real patches by what a network of one's own choice looks at. */
import { type Counting, uncounted } from "../../lib/pieces.ts";
import type { KidYardsticks } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData } from "../errors.ts";
import { type FeatureNet, imagesAtOnce } from "./featureNet.ts";
import { mean, measuredOf, type WatchedPictures, yardsticksOf } from "./measuredPictures.ts";
import { monitoredSamples, QualityMonitor } from "./qualityMonitor.ts";

/** Breaths that one kind of pictures takes, about: three kinds of real patches are looked at, and the pictures. */
const breathsEach = 4 * Math.ceil(monitoredSamples / imagesAtOnce);

/** @throws NotEnoughData where there are no pictures, or too few real patches */
export async function distanceByNet(
  watched: readonly WatchedPictures[],
  patches: ResidentPatches,
  net: FeatureNet,
  counting: Counting = uncounted,
): Promise<KidYardsticks & { readonly kid: number }> {
  const monitored = (label?: number) => new QualityMonitor(patches, net, label);
  const measured = measuredOf(watched, monitored);
  if (measured.length === 0) throw new NotEnoughData("There are no pictures to measure");
  const breathe = counting(measured.length * breathsEach);
  const kids: number[] = [];
  for (const { monitor, pictures } of measured) {
    while (!monitor.yardsticks) {
      await monitor.prepare();
      await breathe();
    }
    kids.push((await monitor.measure(pictures(), () => false, breathe)) as number); // the yardsticks are there
  }
  return { ...yardsticksOf(measured), kid: mean(kids) };
}
