/** What the colours of a heat map mean, from no weight to the most. */
import { heatColours } from "./colourMap.ts";

const stops = Array.from({ length: 9 }, (_, index) => {
  const at = Math.round((index / 8) * 255) * 3;
  return `rgb(${heatColours[at]} ${heatColours[at + 1]} ${heatColours[at + 2]})`;
});

export function HeatScale({ low, high }: { readonly low: string; readonly high: string }) {
  return (
    <p className="mt-1 flex items-center gap-2 text-label text-muted">
      {low}
      <span
        aria-hidden
        className="h-1.5 min-w-8 flex-1 rounded-full border border-line"
        style={{ backgroundImage: `linear-gradient(to right, ${stops.join(", ")})` }}
      />
      {high}
    </p>
  );
}
