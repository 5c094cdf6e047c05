/** Something cannot be written: what it is, what takes the room, and what to do. */
import { useEffect, useState } from "react";
import { emptyTrash } from "../../client/bin.ts";
import { openDesk } from "../../client/desks.ts";
import { notifyError } from "../../client/notices.ts";
import { storageUse } from "../../client/photos.ts";
import { whatIsStored } from "../../client/rescue.ts";
import { eraseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import type { StorageTrouble, StorageUse } from "../../protocol/engine.ts";
import { isLive } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { bytesText } from "../../ui/bytesText.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { SaveFilesButton } from "../../ui/SaveFilesButton.tsx";
import { Banner } from "./Banner.tsx";

/** Things that are offered for deletion. */
const most = 3;

export function StorageBanner() {
  const text = useText();
  const trouble = useAppStore((state) => state.storageTrouble);
  const isMemory = useAppStore((state) => state.storage === "memory");
  if (!trouble || isMemory) return null; // then nothing can be written, and that is said already
  return (
    <Banner words={text(`banner.${trouble.failure}.${trouble.what}`)}>
      {trouble.failure === "StorageFull" && <Room trouble={trouble} />}
      <SaveFilesButton
        label={text("storage.save")}
        busyLabel={text("storage.saving")}
        fileName={text("storage.fileName")}
        make={() => whatIsStored()}
        onError={notifyError}
      />
    </Banner>
  );
}

/** What can go, the largest first. */
function Room({ trouble }: { readonly trouble: StorageTrouble }) {
  const text = useText();
  const runs = useAppStore((state) => state.runs);
  const [use, setUse] = useState<StorageUse | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each deletion changes the sums
  useEffect(() => {
    storageUse().then(setUse, () => undefined); // the last count stays
  }, [trouble, runs.length]);
  const size = (bytes: number) => bytesText(text.locale, bytes);
  const idle = new Set(runs.filter((run) => !isLive(run)).map(({ runId }) => runId));
  const deletable = use?.items.filter(({ kind, id }) => kind === "run" && idle.has(id)) ?? [];
  return (
    <>
      {use !== null && use.trashBytes > 0 && (
        <Button
          size="small"
          onPress={() =>
            void emptyTrash()
              .then(storageUse)
              .then(setUse, () => undefined)
          }
        >
          {text("storage.emptyTrash", { size: size(use.trashBytes) })}
        </Button>
      )}
      {deletable.slice(0, most).map(({ id, name, sizeBytes }) => (
        <ConfirmButton
          key={id}
          label={text("storage.delete", { name, size: size(sizeBytes) })}
          confirmLabel={text("storage.deleteSure", { name })}
          onConfirm={() => void eraseRun(id)}
        />
      ))}
      <Button size="small" onPress={() => openDesk("library")}>
        {text("storage.showAll")}
      </Button>
    </>
  );
}
