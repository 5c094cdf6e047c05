/** Four numbers of an operand, from a function that gives one or four. */
import type { Lanes } from "../../../wgsl/words.ts";

/** Body of (side, depth) → vec4f. @param element a function of (side, depth) with zeros beyond the ends */
export function loadFours(element: string, along: "depth" | "side", lanes: Lanes): string {
  if (lanes === 4) return `return ${element}(side, depth);`;
  const each = [0, 1, 2, 3].map((lane) =>
    along === "side" ? `${element}(side + ${lane}, depth)` : `${element}(side, depth + ${lane})`,
  );
  return `return vec4f(${each.join(", ")});`;
}
