/** Places values in one block of memory so that those that live at the same time do not overlap. */

export interface Span {
  readonly bytes: number;
  /** Index of the node that writes it… */
  readonly first: number;
  /** …and of the last one that reads it, both included. */
  readonly last: number;
}

export interface Layout {
  /** Where each span starts, bytes. */
  readonly offsets: readonly number[];
  /** What all need together. */
  readonly bytes: number;
}

/**
 * Largest first, each at the lowest place that is free for as long as it lives: near the optimum for
 * training steps (greedy by size: Pisarchyk & Lee, arXiv 2001.03288).
 * @param alignment of every start, bytes
 */
export function layOut(spans: readonly Span[], alignment: number): Layout {
  const offsets = new Array<number>(spans.length).fill(0);
  const placed: { readonly span: Span; readonly start: number; readonly end: number }[] = [];
  let bytes = 0;
  const bySize = spans.map((span, at) => ({ span, at }));
  bySize.sort((a, b) => b.span.bytes - a.span.bytes || a.at - b.at);
  for (const { span, at } of bySize) {
    let start = 0;
    for (const other of placed) {
      if (other.span.first > span.last || other.span.last < span.first) continue;
      if (other.start >= start + span.bytes) break; // fits below it; later ones start higher still
      start = Math.max(start, aligned(other.end, alignment));
    }
    offsets[at] = start;
    const end = start + span.bytes;
    bytes = Math.max(bytes, end);
    const place = placed.findIndex((other) => other.start > start);
    placed.splice(place < 0 ? placed.length : place, 0, { span, start, end });
  }
  return { offsets, bytes: aligned(bytes, alignment) };
}

function aligned(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}
