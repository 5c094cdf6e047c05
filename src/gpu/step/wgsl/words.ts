/** The small words of WGSL: types and numbers. */
import type { DType } from "../../../graph/program.ts";

/** How many neighbouring elements an expression stands for. */
export type Lanes = 1 | 4;

const largest = 3.4028234663852886e38;

export function typeOf(dtype: DType, lanes: Lanes): string {
  const scalar = dtype === "float32" ? "f32" : "i32";
  return lanes === 4 ? `vec4<${scalar}>` : scalar;
}

/** A number of that type in every lane; the infinities become the largest numbers, as WGSL has none. */
export function literal(value: number, dtype: DType = "float32", lanes: Lanes = 1): string {
  const number = dtype === "int32" ? `i32(${Math.trunc(value)})` : floatLiteral(value);
  return splat(number, dtype, lanes);
}

/** A scalar expression in every lane. */
export function splat(scalar: string, dtype: DType, lanes: Lanes): string {
  return lanes === 4 ? `${typeOf(dtype, 4)}(${scalar})` : scalar;
}

function floatLiteral(value: number): string {
  const rounded = Math.fround(Math.min(Math.max(value, -largest), largest));
  const text = Object.is(rounded, -0) ? "-0" : String(rounded);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}
