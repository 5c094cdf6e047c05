/** What can be done with the selected photos. */
import { FolderInput, Trash2, X } from "lucide-react";
import { deletePhotos, movePhotosTo } from "../../client/classes.ts";
import { useText } from "../../messages/text.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { Button } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";

export interface SelectionBarProps {
  readonly photoIds: ReadonlySet<string>;
  /** Where the photos are. */
  readonly classId: string;
  readonly classes: readonly TextureClass[];
  readonly onClear: () => void;
}

export function SelectionBar({ photoIds, classId, classes, onClear }: SelectionBarProps) {
  const text = useText();
  const others = classes.filter((entry) => entry.id !== classId);
  const move = (toId: string) => {
    movePhotosTo(photoIds, toId);
    onClear();
  };
  return (
    <div className="sticky top-0 z-20 -my-1 flex flex-wrap items-center gap-2 rounded-control border border-accent bg-surface px-3 py-1.5">
      <p role="status" className="mr-auto font-medium">
        {text("photo.selected", { count: photoIds.size })}
      </p>
      {others.length > 0 && (
        <Menu
          label={text("photo.move")}
          trigger={
            <Button size="small" icon={<FolderInput size={14} aria-hidden />}>
              {text("photo.move")}
            </Button>
          }
          groups={[
            {
              items: others.map(({ id, name }) => ({
                id,
                label: name,
                onAction: () => move(id),
              })),
            },
          ]}
        />
      )}
      <Button
        size="small"
        variant="danger"
        icon={<Trash2 size={14} aria-hidden />}
        onPress={() => {
          deletePhotos(photoIds);
          onClear();
        }}
      >
        {text("photo.remove")}
      </Button>
      <Button variant="icon" size="small" aria-label={text("photo.clear")} onPress={onClear}>
        <X size={15} aria-hidden />
      </Button>
    </div>
  );
}
