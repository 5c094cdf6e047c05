/**
 * Sine and cosine to float32: WGSL's own are only good to 2⁻¹¹ within [-π, π] and say nothing beyond.
 * Angles are in turns (1 = 2π), so that whole turns drop out without error.
 */
import type { KernelText } from "./kernelText.ts";
import { type Lanes, typeOf } from "./words.ts";

/** Radians → turns. */
const perRadian = "0.15915494309189535f";

export function sine(kernel: KernelText, radians: string, lanes: Lanes): string {
  return `${declareSine(kernel, lanes)}(${radians} * ${perRadian})`;
}

export function cosine(kernel: KernelText, radians: string, lanes: Lanes): string {
  return `${declareSine(kernel, lanes)}(fract(${radians} * ${perRadian}) + 0.25f)`;
}

/** Of four or of single turns; its name. Taylor's series on a quarter of a turn: error below 2⁻²². */
export function declareSine(kernel: KernelText, lanes: Lanes): string {
  const type = typeOf("float32", lanes);
  const name = lanes === 4 ? "sineOfTurns4" : "sineOfTurns";
  kernel.declare(`fn ${name}(turns: ${type}) -> ${type} {
  let nearest = turns - round(turns); // [-1/2, 1/2]
  let folded = select(nearest, sign(nearest) * 0.5 - nearest, abs(nearest) > ${type}(0.25));
  let x = folded * 6.283185307179586f;
  let s = x * x;
  return x * (1.0 + s * (-1.0 / 6.0 + s * (1.0 / 120.0 + s * (-1.0 / 5040.0
    + s * (1.0 / 362880.0 + s * (-1.0 / 39916800.0))))));
}`);
  return name;
}
