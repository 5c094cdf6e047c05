/** Lets values that never live at the same time share a buffer. */

export interface Lifetime {
  readonly bytes: number;
  /** Index of the dispatch that writes it first… */
  readonly first: number;
  /** …and of the last one that uses it, both included. */
  readonly last: number;
}

export interface Sharing {
  /** For each value, the index of its buffer. */
  readonly bufferOf: readonly number[];
  /** Bytes of each buffer. */
  readonly buffers: readonly number[];
}

/**
 * Largest first, each into the smallest buffer that is free for as long as it lives (shared objects,
 * greedy by size: Pisarchyk & Lee, arXiv 2001.03288). Whole buffers rather than places in one, as a
 * kernel may not read and write the same buffer.
 */
export function shareBuffers(lifetimes: readonly Lifetime[]): Sharing {
  const bufferOf = new Array<number>(lifetimes.length).fill(0);
  const buffers: { readonly bytes: number; readonly users: Lifetime[] }[] = [];
  const bySize = lifetimes.map((lifetime, at) => ({ lifetime, at }));
  bySize.sort((a, b) => b.lifetime.bytes - a.lifetime.bytes || a.at - b.at);
  for (const { lifetime, at } of bySize) {
    const isFree = ({ users }: { readonly users: readonly Lifetime[] }) =>
      users.every(({ first, last }) => last < lifetime.first || first > lifetime.last);
    let chosen = buffers.findLastIndex(isFree); // made in order of size
    if (chosen < 0) chosen = buffers.push({ bytes: lifetime.bytes, users: [] }) - 1;
    buffers[chosen]?.users.push(lifetime);
    bufferOf[at] = chosen;
  }
  return { bufferOf, buffers: buffers.map(({ bytes }) => bytes) };
}
