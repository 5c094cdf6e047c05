/** Stored projects and models that this version cannot open: they stay, and can be taken elsewhere. */
import { notifyError } from "../../client/notices.ts";
import { whatIsStored } from "../../client/rescue.ts";
import { useText } from "../../messages/text.ts";
import type { UnreadableDocument } from "../../protocol/storage.ts";
import { useAppStore } from "../../state/store.ts";
import { SaveFilesButton } from "../../ui/files/SaveFilesButton.tsx";
import { Card } from "../../ui/layout/Card.tsx";

export function UnreadableCard() {
  const text = useText();
  const unreadable = useAppStore((state) => state.unreadable);
  if (unreadable.length === 0) return null;
  return (
    <Card title={text("library.unreadable")}>
      <p className="mb-2 max-w-prose text-small text-muted">{text("library.unreadable.why")}</p>
      <ul className="flex flex-col divide-y divide-line">
        {unreadable.map((entry) => (
          <Row key={`${entry.kind} ${entry.key}`} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ entry }: { readonly entry: UnreadableDocument }) {
  const text = useText();
  const { kind, key, name, reason } = entry;
  const shown = name?.trim() || text("library.unreadable.unnamed");
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="font-medium wrap-anywhere">{shown}</p>
        <p className="text-small text-muted">
          {text(`library.unreadable.${kind}`)} · {text(`library.unreadable.${reason}`)}
        </p>
      </div>
      <SaveFilesButton
        label={text("storage.save")}
        busyLabel={text("storage.saving")}
        fileName={shown}
        make={() => whatIsStored(key)}
        onError={notifyError}
      />
    </li>
  );
}
