/** How much this page keeps on the device, and whether the browser promises to keep it. */
import { useEffect, useState } from "react";
import { keepStorage, storageUse } from "../../client/photos.ts";
import { useText } from "../../messages/text.ts";
import type { StorageUse } from "../../protocol/storageUse.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { bytesText } from "../../ui/words/bytesText.ts";

export function StorageCard() {
  const text = useText();
  const storage = useAppStore((state) => state.storage);
  const isReady = useAppStore((state) => state.engineStatus === "ready" && state.saved === "saved");
  const runCount = useAppStore((state) => state.runs.length);
  const received = useAppStore((state) => state.received);
  const [use, setUse] = useState<StorageUse | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each saved edit, here or in another tab, and each run changes the sum
  useEffect(() => {
    if (isReady) storageUse().then(setUse, () => undefined); // the last count stays
  }, [isReady, runCount, received]);
  if (storage === "memory") {
    return (
      <Card title={text("library.storage")}>
        <p className="max-w-prose text-small text-muted">{text("library.storage.memory")}</p>
      </Card>
    );
  }
  return (
    <Card title={text("library.storage")}>
      {use ? (
        <dl className="mb-2 flex flex-wrap gap-x-8 gap-y-2">
          {(
            [
              ["library.storage.photos", use.photoBytes],
              ["library.storage.models", use.checkpointBytes],
              ["library.storage.films", use.filmBytes],
              ["library.storage.patches", use.patchBytes],
              ["library.storage.trash", use.trashBytes],
            ] as const
          ).map(([label, bytes]) => (
            <div key={label} className="flex flex-col-reverse">
              <dt className="text-small text-muted">{text(label)}</dt>
              <dd className="text-page font-semibold">{bytesText(text.locale, bytes)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="mb-2 text-muted">{text("library.storage.counting")}</p>
      )}
      {use && <Largest items={use.items} />}
      <p className="max-w-prose text-small text-muted">
        {use && text(use.persisted ? "library.storage.kept" : "library.storage.mayGo")}
      </p>
      {use?.persisted === false && (
        <Button
          size="small"
          className="mt-2"
          onPress={() => void keepStorage().then((persisted) => setUse({ ...use, persisted }))}
        >
          {text("library.storage.ask")}
        </Button>
      )}
    </Card>
  );
}

/** Things that are listed. */
const most = 5;

function Largest({ items }: { readonly items: StorageUse["items"] }) {
  const text = useText();
  if (items.length === 0) return null;
  return (
    <>
      <h3 className="text-small font-semibold text-muted">{text("library.storage.largest")}</h3>
      <ul className="mb-2 flex flex-col text-small">
        {items.slice(0, most).map(({ kind, id, name, sizeBytes }) => (
          <li key={`${kind} ${id}`} className="flex justify-between gap-4 py-0.5">
            <span className="min-w-0 truncate">{text(`library.storage.${kind}`, { name })}</span>
            <span className="text-muted whitespace-nowrap">
              {bytesText(text.locale, sizeBytes)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
