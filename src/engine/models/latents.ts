/** What pictures are drawn from, whatever its shape: a list of numbers, or a field of them that grows with the picture. */
import type { PictureSize } from "../../protocol/inference.ts";
import type { Generative } from "./model.ts";

type Latent = Pick<Generative, "latentShape" | "latentShapeOf">;

/**
 * Shape of the latent of one picture.
 * @param size of the picture; a patch where left out
 * @throws RangeError for another size, where the model draws patches alone
 */
export function latentShape(model: Latent, size?: PictureSize): readonly number[] {
  if (!size) return model.latentShape;
  if (!model.latentShapeOf) throw new RangeError("The model draws patches of one size alone");
  return model.latentShapeOf(size);
}

/** Numbers of one latent. */
export const latentLength = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);

/** How many of them have a meaning of their own, that sliders move: of a field those of one cell. */
export const latentDims = ({ latentShape: shape }: Latent): number => shape.at(-1) ?? 0;

/** Of a field the numbers of one cell may be given: they hold everywhere then. @throws RangeError */
export function wholeLatent(z: Float32Array, shape: readonly number[]): Float32Array {
  const length = latentLength(shape);
  if (z.length === length) return z;
  if (shape.length === 1 || z.length !== shape.at(-1))
    throw new RangeError(`z has ${z.length} values, not ${length}`);
  return Float32Array.from({ length }, (_, at) => z[at % z.length] as number);
}
