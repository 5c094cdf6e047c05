/** Something cannot be written: what it is, what takes the room, and what to do. */
import { useEffect, useState } from "react";
import { emptyTrash } from "../../client/bin.ts";
import { openDesk } from "../../client/desks.ts";
import { storageUse } from "../../client/photos.ts";
import { eraseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import type { StorageTrouble, StorageUse } from "../../protocol/storageUse.ts";
import { isLive } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { ConfirmButton } from "../../ui/forms/ConfirmButton.tsx";
import { bytesText } from "../../ui/words/bytesText.ts";
import { Banner } from "./Banner.tsx";
import { SaveCopyButton } from "./SaveCopyButton.tsx";

/** Things that are offered for deletion; on a phone the largest alone, as the picture needs the room. */
const most = 3;
/** Characters of a name, so that its button fits on a phone. */
const longest = 16;

const shortName = (name: string): string => {
  const characters = [...name];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : name;
};

export function StorageBanner() {
  const text = useText();
  const trouble = useAppStore((state) => state.storageTrouble);
  const isMemory = useAppStore((state) => state.storage === "memory");
  if (!trouble || isMemory) return null; // then nothing can be written, and that is said already
  return (
    <Banner words={text(`banner.${trouble.failure}.${trouble.what}`)}>
      {trouble.failure === "StorageFull" && <Room trouble={trouble} />}
      <SaveCopyButton />
    </Banner>
  );
}

/** What can go, the largest first. */
function Room({ trouble }: { readonly trouble: StorageTrouble }) {
  const text = useText();
  const runs = useAppStore((state) => state.runs);
  const isListed = useAppStore((state) => state.desk === "library");
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
        <ConfirmButton
          label={text("storage.emptyTrash", { size: size(use.trashBytes) })}
          confirmLabel={text("library.bin.sure")}
          onConfirm={() =>
            void emptyTrash()
              .then(storageUse)
              .then(setUse, () => undefined)
          }
        />
      )}
      {deletable.slice(0, most).map(({ id, name, sizeBytes }, at) => (
        <span key={id} className={at === 0 ? "contents" : "hidden bar:contents"}>
          <ConfirmButton
            label={text("storage.delete", { name: shortName(name), size: size(sizeBytes) })}
            confirmLabel={text("storage.deleteSure", { name: shortName(name) })}
            onConfirm={() => void eraseRun(id)}
          />
        </span>
      ))}
      {!isListed && (
        <Button size="small" onPress={() => openDesk("library")}>
          {text("storage.showAll")}
        </Button>
      )}
    </>
  );
}
