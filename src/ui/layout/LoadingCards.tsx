/** A desk whose cards are still to come. */
import { Loading } from "./Loading.tsx";

export function LoadingCards({ words }: { readonly words: string }) {
  return (
    <div className="grid gap-4 side:grid-cols-2">
      <Loading className="h-44" words={words} />
      {["b", "c", "d"].map((key) => (
        <Loading key={key} className="h-44" />
      ))}
    </div>
  );
}
