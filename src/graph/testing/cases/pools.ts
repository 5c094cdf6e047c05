/** Pooling, with equal maxima among the numbers. */

import { normal, type OpCase, opCase, outputsOf, whole } from "../opCase.ts";
import { geometryOf } from "./geometries.ts";

/** Image [B, H, W, C], window, strides, whether padded. */
const settings = [
  [[2, 8, 8, 3], [2, 2], [2, 2], false],
  [[1, 7, 9, 4], [3, 3], [2, 2], true],
  [[3, 6, 5, 5], [3, 3], [1, 1], true],
  [[2, 9, 8, 32], [2, 3], [2, 1], true],
  [[2, 4, 4, 64], [4, 4], [4, 4], false],
  [[1, 7, 7, 1], [2, 2], [3, 3], false],
] as const;

export const poolCases: readonly OpCase[] = settings.flatMap(([shape, size, strides, isSame]) => {
  const geometry = geometryOf([...shape, shape[3]], size, strides, isSame);
  const window = { size, strides, padding: geometry.padding };
  const { y } = geometry;
  const title = `${size} stride ${strides}`;
  const x = whole(1, 5, ...shape);
  const maxima = opCase(`maxPool ${title}`, { name: "maxPool", ...window }, [x], [y]);
  return [
    maxima,
    opCase(
      `maxPoolGradient ${title}`,
      { name: "maxPoolGradient", ...window },
      [normal(2, ...y), x, ...outputsOf(maxima)],
      [shape],
    ),
    opCase(`averagePool ${title}`, { name: "averagePool", ...window }, [normal(1, ...shape)], [y]),
    opCase(
      `averagePoolGradient ${title}`,
      { name: "averagePoolGradient", ...window },
      [normal(2, ...y)],
      [shape],
    ),
  ];
});
