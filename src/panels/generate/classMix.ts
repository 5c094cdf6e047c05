/**
 * How much of each class a picture is to show: amounts [classes] of 0…1, as sliders give them, at least
 * one of them positive.
 */

/** All of one class. @param index 0…classes - 1 */
export const onlyClass = (classes: number, index: number): Float32Array =>
  new Float32Array(classes).with(index, 1);

/** With another amount of one class; the same mix where nothing would be left of any. */
export function mixedWith(mix: Float32Array, index: number, amount: number): Float32Array {
  const next = mix.with(index, amount);
  return next.some((value) => value > 0) ? next : mix;
}

/** The amounts as shares, which sum to 1. */
export function sharesOf(mix: Float32Array): Float32Array {
  const sum = mix.reduce((total, amount) => total + amount, 0);
  return mix.map((amount) => amount / sum);
}
