/** What a program is fed, laid out for its graph. */
import type { Feeds } from "../../../src/graph/executable.ts";
import type { Program } from "../../../src/graph/program.ts";
import { channelsFirst, type OnnxGraph, permuted } from "./graph.ts";

export interface Fed {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** By the graph's names. @param feeds as the program takes them, images with their channels last */
export function fedTo(
  { inputs }: OnnxGraph,
  { values }: Program,
  feeds: Feeds,
): (readonly [string, Fed])[] {
  const given = values.flatMap(({ origin, shape }) =>
    origin.kind === "feed" ? [{ shape, data: feeds[origin.name] as Float32Array }] : [],
  );
  return inputs.map(([name, shape], at) => {
    const fed = given[at] as Fed; // one an input
    return [name, shape.length === 4 ? permuted(fed, channelsFirst) : fed];
  });
}
