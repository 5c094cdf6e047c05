/** Square pictures on the host, one after another: what compiled programs are fed, and what they give. */

export interface Images {
  readonly count: number;
  /** px */
  readonly side: number;
  /** [count, side, side, 3] in [-1, 1] */
  readonly values: Float32Array;
}

/** Numbers of one picture. */
const lengthOf = ({ side }: Pick<Images, "side">): number => side ** 2 * 3;

/** Those of a run without gaps, where they lie. */
export function rowsOf(images: Images, first: number, count: number): Images {
  const { side, values } = images;
  const length = lengthOf(images);
  return { count, side, values: values.subarray(first * length, (first + count) * length) };
}

/** One after another. @param parts of one side, one at least */
export function joined(parts: readonly Images[]): Images {
  const [{ side } = { side: 0 }] = parts;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const values = new Float32Array(count * lengthOf({ side }));
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return { count, side, values };
}

/** With their pixels elsewhere. @param from pixel of an image → the pixel that comes there */
export function movedPixels(
  { count, side, values }: Images,
  from: (image: number, pixel: number) => number,
): Images {
  const pixels = side ** 2;
  const moved = new Float32Array(values.length);
  for (let image = 0; image < count; image++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const source = 3 * (image * pixels + from(image, pixel));
      const to = 3 * (image * pixels + pixel);
      moved[to] = values[source] as number; // pixels stay within their image
      moved[to + 1] = values[source + 1] as number;
      moved[to + 2] = values[source + 2] as number;
    }
  }
  return { count, side, values: moved };
}

/** Which way pictures are turned round. */
export interface Mirroring {
  /** Left to right. */
  readonly across: boolean;
  /** Upside down. */
  readonly over: boolean;
}

export function mirrored(images: Images, { across, over }: Mirroring): Images {
  if (!across && !over) return images;
  const { side } = images;
  return movedPixels(images, (_, pixel) => {
    const column = pixel % side;
    const row = (pixel - column) / side;
    return (over ? side - 1 - row : row) * side + (across ? side - 1 - column : column);
  });
}

/** Luma (ITU-R BT.601) in all three channels. */
export function greyed({ count, side, values }: Images): Images {
  const grey = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 3) {
    const [red, green, blue] = values.subarray(at, at + 3) as unknown as [number, number, number];
    grey.fill(0.299 * red + 0.587 * green + 0.114 * blue, at, at + 3);
  }
  return { count, side, values: grey };
}
