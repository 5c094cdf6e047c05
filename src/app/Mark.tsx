/** The mark: three warm and three cool threads, woven over and under. */
export function Mark() {
  const places = [5, 12, 19];
  return (
    <svg viewBox="0 0 24 24" width={26} height={26} aria-hidden="true" className="shrink-0">
      {places.map((y) => (
        <rect key={`weft${y}`} x={1} y={y - 2} width={22} height={4} rx={2} fill="var(--data)" />
      ))}
      {places.map((x) => (
        <rect key={`warp${x}`} x={x - 2} y={1} width={4} height={22} rx={2} fill="var(--accent)" />
      ))}
      {places.flatMap((x, column) =>
        places
          .filter((_, row) => (row + column) % 2 === 1)
          .map((y) => (
            <rect key={`${x}-${y}`} x={x - 3} y={y - 2} width={6} height={4} fill="var(--data)" />
          )),
      )}
    </svg>
  );
}
