/** Asks what is meant where a class is to be called as another one is. */
import { useText } from "../../messages/text.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Dialog } from "../../ui/layout/Dialog.tsx";

export interface NameTakenDialogProps {
  /** The class that was to be renamed. */
  readonly from: TextureClass;
  /** The class that has the name. */
  readonly into: TextureClass;
  readonly onMerge: () => void;
  /** The old name stays. */
  readonly onClose: () => void;
}

export function NameTakenDialog({ from, into, onMerge, onClose }: NameTakenDialogProps) {
  const text = useText();
  const names = { from: from.name, name: into.name };
  const keep = text("class.taken.keep", names);
  return (
    <Dialog
      isOpen
      title={text("class.taken.title", names)}
      closeLabel={keep}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{keep}</Button>
          <Button
            variant="primary"
            onPress={() => {
              onMerge();
              onClose();
            }}
          >
            {text("class.taken.merge", names)}
          </Button>
        </>
      }
    >
      <p>{text("class.taken.text", { ...names, count: from.photos.length })}</p>
    </Dialog>
  );
}
