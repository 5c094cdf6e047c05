/**
 * NaN, which WGSL's own functions may drop: `max(NaN, 0)` may be 0, and a network that has run away would
 * go on as one that sees nothing. It is told by its bits, since devices may assume that no comparison and
 * no sum meets one.
 */
import type { KernelText } from "./kernelText.ts";
import { type Lanes, typeOf } from "./words.ts";

/** Declares what tells NaN of so many lanes, and gives its name. */
export function declareIsNan(kernel: KernelText, lanes: Lanes): string {
  const [name, words, truth] =
    lanes === 4 ? ["isNan4", "vec4<u32>", "vec4<bool>"] : ["isNan", "u32", "bool"];
  kernel.declare(`fn ${name}(x: ${typeOf("float32", lanes)}) -> ${truth} {
  return (bitcast<${words}>(x) & ${words}(0x7fffffffu)) > ${words}(0x7f800000u);
}`);
  return name;
}

export const extremeName = (fn: "max" | "min", lanes: Lanes): string =>
  `${fn}OrNan${lanes === 4 ? 4 : ""}`;

/** The larger or smaller of two floats, NaN where either is. Its name. */
export function declareExtreme(kernel: KernelText, fn: "max" | "min", lanes: Lanes): string {
  const isNan = declareIsNan(kernel, lanes);
  const type = typeOf("float32", lanes);
  const name = extremeName(fn, lanes);
  kernel.declare(`fn ${name}(a: ${type}, b: ${type}) -> ${type} {
  return select(select(${fn}(a, b), b, ${isNan}(b)), a, ${isNan}(a));
}`);
  return name;
}
