/** What was deleted in the last two weeks: brought back, or removed for good. */
import { Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { binItems, bringBack, eraseBinned } from "../../client/bin.ts";
import { useText } from "../../messages/text.ts";
import type { BinItem } from "../../protocol/storage.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { ConfirmButton } from "../../ui/forms/ConfirmButton.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { bytesText } from "../../ui/words/bytesText.ts";

export function BinCard() {
  const text = useText();
  const isReady = useAppStore((state) => state.engineStatus === "ready" && state.saved === "saved");
  const runCount = useAppStore((state) => state.runs.length);
  const received = useAppStore((state) => state.received);
  const [items, setItems] = useState<readonly BinItem[]>([]);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each saved edit, here or in another tab, and each run changes the list
  useEffect(() => {
    if (isReady) binItems().then(setItems, () => undefined); // the last list stays
  }, [isReady, runCount, received, turn]);
  const again = () => setTurn((n) => n + 1);
  if (items.length === 0) return null;
  return (
    <Card
      title={text("library.bin")}
      actions={
        <ConfirmButton
          label={text("library.bin.empty")}
          confirmLabel={text("library.bin.sure")}
          onConfirm={() => void eraseBinned(items.map(({ id }) => id)).then(again)}
        />
      }
    >
      <p className="mb-2 max-w-prose text-small text-muted">{text("library.bin.why")}</p>
      <ul className="flex flex-col divide-y divide-line">
        {items.map((item) => (
          <Row key={item.id} item={item} onChange={again} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps {
  readonly item: BinItem;
  readonly onChange: () => void;
}

function Row({ item, onChange }: RowProps) {
  const text = useText();
  const { id, kind, name, projectName, deletedAt, photos, sizeBytes } = item;
  const date = new Intl.DateTimeFormat(text.locale, { dateStyle: "medium", timeStyle: "short" });
  const facts = [
    text(`library.bin.${kind}`, { count: photos }),
    ...(projectName === null ? [] : [text("library.bin.from", { name: projectName })]),
    date.format(deletedAt),
    ...(sizeBytes > 0 ? [bytesText(text.locale, sizeBytes)] : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-small text-muted wrap-anywhere">{facts.join(" · ")}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={<Undo2 size={14} aria-hidden />}
          aria-label={text("library.bin.bringBackNamed", { name })}
          onPress={() => void bringBack(item).then(onChange)}
        >
          {text("library.bin.bringBack")}
        </Button>
        <ConfirmButton
          label={text("library.bin.erase")}
          confirmLabel={text("library.bin.sure")}
          onConfirm={() => void eraseBinned([id]).then(onChange)}
        />
      </div>
    </li>
  );
}
