/**
 * The part of a product that one thread computes: rows × columns of accumulators, each a variable of
 * its own (an array would be indexed in memory).
 */
import { type Lanes, literal, typeOf } from "../../../wgsl/words.ts";

export interface Block {
  readonly rows: number;
  /** In fours where `lanes` is 4. */
  readonly columns: number;
  readonly lanes: Lanes;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Text of each row, joined. */
export function eachRow({ rows }: Block, text: (row: number) => string): string {
  return range(rows).map(text).join("\n");
}

/** Text of each column, joined. */
export function eachColumn({ columns }: Block, text: (column: number) => string): string {
  return range(columns).map(text).join("\n");
}

const sum = (row: number, column: number): string => `s${row}_${column}`;

export function declareSums(block: Block): string {
  const zero = literal(0, "float32", block.lanes);
  return eachRow(block, (row) =>
    eachColumn(block, (column) => `var ${sum(row, column)} = ${zero};`),
  );
}

/** Adds to every sum; `term` gives a number or four of that row and column. */
export function addToSums(block: Block, term: (row: number, column: number) => string): string {
  return eachRow(block, (row) =>
    eachColumn(block, (column) => `${sum(row, column)} += ${term(row, column)};`),
  );
}

/** Hands the sums of a row to `finish`, whose indices count groups of lanes. */
export function finishRow(
  block: Block,
  row: number,
  index: (row: number, column: number) => string,
): string {
  return eachColumn(block, (column) => `finish(u32(${index(row, column)}), ${sum(row, column)});`);
}

export function vectorType(lanes: Lanes): string {
  return typeOf("float32", lanes);
}

/** .x, .y, .z, .w of a vector; a number is its own only component. */
export function component(name: string, at: number, lanes: Lanes): string {
  return lanes === 1 ? name : `${name}.${"xyzw"[at]}`;
}
