/** Philox 4×32-10 in WGSL: the twin of `lib/philox.ts`, which says how numbers are made of its words. */
import type { KernelText } from "./kernelText.ts";
import { declareSine } from "./trigonometry.ts";

const philox = `
fn mulHigh(a: u32, b: u32) -> u32 {
  let aHigh = a >> 16u;
  let aLow = a & 0xffffu;
  let bHigh = b >> 16u;
  let bLow = b & 0xffffu;
  let low = aHigh * bLow + ((aLow * bLow) >> 16u); // < 2³²
  let middle = aLow * bHigh + (low & 0xffffu); // < 2³²
  return aHigh * bHigh + (low >> 16u) + (middle >> 16u);
}
fn philox(block: u32, clock: vec2u, stream: u32) -> vec4u {
  var c = vec4u(block, clock.y, 0u, 0u);
  var key = vec2u(clock.x, stream);
  for (var round = 0u; round < 10u; round++) {
    let high0 = mulHigh(0xd2511f53u, c.x);
    let high1 = mulHigh(0xcd9e8d57u, c.z);
    c = vec4u(high1 ^ c.y ^ key.x, 0xcd9e8d57u * c.z, high0 ^ c.w ^ key.y, 0xd2511f53u * c.x);
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}
fn uniforms(block: u32, clock: vec2u, stream: u32) -> vec4f {
  return vec4f(philox(block, clock, stream) >> vec4u(8u)) * 5.9604644775390625e-8f; // 2⁻²⁴
}`;

/** −2 ln(1 − u) for u in [0, 1), to float32; the built-in one is rough near 1 (series as in fdlibm). */
const normals = `
fn minusTwoLog(u: vec2f) -> vec2f {
  let x = 1.0 - u;
  let bits = bitcast<vec2u>(x) + vec2u(0x3f800000u - 0x3f3504f3u);
  let exponent = vec2f(vec2i(bits >> vec2u(23u)) - 127);
  let f = bitcast<vec2f>((bits & vec2u(0x007fffffu)) + vec2u(0x3f3504f3u)) - 1.0; // √½ ≤ 1 + f < √2
  let s = f / (2.0 + f);
  let z = s * s;
  let series = z * (0.66666662693f + z * (0.40000972152f + z * (0.28498786688f + z * 0.24279078841f)));
  let half = 0.5 * f * f;
  let log = exponent * 0.69313812256f
    + (exponent * 9.0580006145e-6f + s * (half + series) - half + f);
  return -2.0 * log;
}
fn normals(block: u32, clock: vec2u, stream: u32) -> vec4f {
  let u = uniforms(block, clock, stream);
  let radius = sqrt(max(minusTwoLog(u.xz), vec2f()));
  return radius.xxyy * sineOfTurns4(u.yyww + vec4f(0.25, 0.0, 0.25, 0.0));
}`;

/**
 * Four random numbers of a block.
 * @param clock a vec2u: seed and step
 */
export function randomBlock(
  kernel: KernelText,
  distribution: "normal" | "uniform",
  block: string,
  clock: string,
  stream: number,
): string {
  kernel.declare(philox);
  if (distribution === "normal") {
    declareSine(kernel, 4);
    kernel.declare(normals);
  }
  return `${distribution}s(${block}, ${clock}, ${stream >>> 0}u)`;
}
