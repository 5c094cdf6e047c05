/** Tells screen readers when long work begins and how it ends, and nothing in between. */
import { useLayoutEffect, useState } from "react";
import { type Text, useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import type { WorkState } from "../state/works.ts";

export function WorkAnnouncer() {
  const text = useText();
  const [words, setWords] = useState("");
  useLayoutEffect(
    () =>
      useAppStore.subscribe(
        ({ works }) => works,
        (now, before) => {
          const news = newsOf(text, before.filter(isShown), now.filter(isShown));
          if (news.length > 0) setWords(news.join(" "));
        },
      ),
    [text],
  );
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

const isShown = ({ isBrief }: WorkState): boolean => !isBrief;

function newsOf(text: Text, before: readonly WorkState[], now: readonly WorkState[]): string[] {
  const titleOf = ({ title: { kind, name } }: WorkState) => text(`work.${kind}`, { name });
  const lacking = (works: readonly WorkState[]) => {
    const ids = new Set(works.map(({ id }) => id));
    return ({ id }: WorkState) => !ids.has(id);
  };
  return [
    ...before
      .filter(lacking(now))
      .map((work) => text(work.isEnding ? "work.stopped" : "work.over", { title: titleOf(work) })),
    ...now.filter(lacking(before)).map((work) => text("work.begun", { title: titleOf(work) })),
  ];
}
