/** The Library desk: everything that is kept, and whose work it stands on. */
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Desk } from "../../ui/layout/Desk.tsx";
import { BinCard } from "./BinCard.tsx";
import { Credits } from "./Credits.tsx";
import { Models } from "./Models.tsx";
import { Projects } from "./Projects.tsx";
import { StorageCard } from "./StorageCard.tsx";
import { UnreadableCard } from "./UnreadableCard.tsx";

export function LibraryPanel() {
  const text = useText();
  const isFull = useAppStore((state) => state.storageTrouble?.failure === "StorageFull");
  return (
    <Desk title={text("library.title")}>
      {isFull && <StorageCard />}
      <Projects />
      <UnreadableCard />
      <Models />
      <BinCard />
      <div className="grid gap-4 side:grid-cols-2">
        {!isFull && <StorageCard />}
        <Credits />
      </div>
    </Desk>
  );
}
