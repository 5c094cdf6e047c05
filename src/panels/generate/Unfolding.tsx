/** The first few of a long list, and a button that shows the rest. */
import { type ReactNode, useState } from "react";
import { useText } from "../../messages/text.ts";
import { Button } from "../../ui/forms/Button.tsx";

export interface UnfoldingProps<Item> {
  readonly items: readonly Item[];
  readonly firstShown: number;
  /** Draws one of them, with its key. */
  readonly children: (item: Item) => ReactNode;
}

export function Unfolding<Item>({ items, firstShown, children }: UnfoldingProps<Item>) {
  const text = useText();
  const [isAll, setIsAll] = useState(false);
  return (
    <>
      <div className="flex flex-col gap-1.5">
        {(isAll ? items : items.slice(0, firstShown)).map(children)}
      </div>
      {items.length > firstShown && (
        <Button size="small" className="mt-3 w-full" onPress={() => setIsAll(!isAll)}>
          {isAll
            ? text("generate.showFewer", { count: firstShown })
            : text("generate.showAll", { count: items.length })}
        </Button>
      )}
    </>
  );
}
