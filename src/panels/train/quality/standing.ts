/** Where a model's pictures stand between the two yardsticks of their kernel distance. */
import type { KidYardsticks } from "../../../protocol/run.ts";

export type Standing =
  /** Beyond photos with shuffled pixels. */
  | { readonly place: "ceiling" }
  /** `share`: of the way from there to other real photos, 0…1. */
  | { readonly place: "between"; readonly share: number }
  /** As close as other real photos. */
  | { readonly place: "floor" };

export function standingOf(
  kid: number,
  { kidFloor, kidCeiling }: Pick<KidYardsticks, "kidFloor" | "kidCeiling">,
): Standing {
  if (kid <= kidFloor) return { place: "floor" };
  if (kid >= kidCeiling) return { place: "ceiling" };
  return { place: "between", share: (kidCeiling - kid) / (kidCeiling - kidFloor) };
}
