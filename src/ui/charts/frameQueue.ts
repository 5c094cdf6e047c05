/**
 * Drawing, one piece a frame: a desk full of charts that all drew in the same one would keep the page from
 * everything else meanwhile.
 */
const waiting = new Set<() => void>();
let frame = 0;

/**
 * Does a piece in a frame of its own, after those that wait already.
 * @returns takes it back, unless it is done
 */
export function inOwnFrame(piece: () => void): () => void {
  waiting.add(piece);
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => waiting.delete(piece);
}

function next(): void {
  const [piece] = waiting;
  if (piece) waiting.delete(piece);
  frame = waiting.size > 0 ? requestAnimationFrame(next) : 0;
  piece?.();
}
