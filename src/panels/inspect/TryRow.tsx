/** Held-out photos of the model's own project to try it on: the first verdict is one press away. */
import { useDataSet } from "../../client/dataSets.ts";
import { classesInTurn, heldOutPhotos, type LabelledPhoto } from "../../client/heldOut.ts";
import { sourceKey, thumbnail } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import { selectJudge, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { PhotoButton } from "../../ui/pictures/PhotoButton.tsx";
import { judge, type NewImage } from "./judgements.ts";

const mostShown = 12;

export function TryRow() {
  const text = useText();
  const data = useAppStore((state) => selectJudge(state)?.data);
  const set = useDataSet(data);
  if (!data || !set) return null;
  const entries = classesInTurn(heldOutPhotos(set)).slice(0, mostShown);
  if (entries.length === 0) return null;
  const imageOf = ({ photo, label }: LabelledPhoto): NewImage => {
    const trueClass = data.classes[label];
    return { name: photo.name, image: photo.source, ...(trueClass && { trueClass }) };
  };
  return (
    <Card
      title={text("inspect.tryTitle")}
      actions={
        <Button size="small" onPress={() => judge(entries.map(imageOf))}>
          {text("inspect.tryAll")}
        </Button>
      }
    >
      <p className="mb-3 text-small text-muted">{text("inspect.tryText")}</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-1">
        {entries.map((entry) => (
          <li key={entry.photo.id}>
            <PhotoButton
              pictureKey={sourceKey(entry.photo.source)}
              load={() => thumbnail(entry.photo.source)}
              label={text("inspect.try", {
                name: entry.photo.name,
                class: data.classes[entry.label]?.name ?? "",
              })}
              onPress={() => judge([imageOf(entry)])}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
