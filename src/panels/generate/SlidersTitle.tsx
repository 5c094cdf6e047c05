/** Above a group of sliders: what they move. */
import { InfoHint } from "../../ui/feedback/Hint.tsx";

export function SlidersTitle({ words, hint }: { readonly words: string; readonly hint: string }) {
  return (
    <h3 className="mb-2 flex items-center gap-1 text-small font-semibold text-muted">
      {words}
      <InfoHint about={words} text={hint} />
    </h3>
  );
}
