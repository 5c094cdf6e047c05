/** Photos of a run's own data to try it on, those that it never saw first. */

import { useDataSet } from "../../client/dataSets.ts";
import {
  classesInTurn,
  heldOutPhotos,
  type LabelledPhoto,
  trainingPhotos,
} from "../../client/heldOut.ts";
import { sourceKey, thumbnail } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import type { RunData } from "../../protocol/runData.ts";
import { classColor } from "../../ui/classColor.ts";
import { Disclosure } from "../../ui/layout/Disclosure.tsx";
import { PhotoButton } from "../../ui/pictures/PhotoButton.tsx";
import { choiceIn, choosePhoto, useChoices } from "./translations.ts";

/** Of each kind; of a thousand photos, a few dozen are enough to try. */
const mostShown = 24;

export interface PhotoChoiceProps {
  readonly runId: string;
  readonly data: RunData;
}

export function PhotoChoice({ runId, data }: PhotoChoiceProps) {
  const text = useText();
  const set = useDataSet(data);
  const unseen = set ? classesInTurn(heldOutPhotos(set)).slice(0, mostShown) : [];
  const learnt = set ? classesInTurn(trainingPhotos(set)).slice(0, mostShown) : [];
  return (
    <div className="flex flex-col gap-2">
      {unseen.length > 0 && (
        <section>
          <h3 className="mb-2 text-small font-semibold text-muted">{text("translate.unseen")}</h3>
          <Photos runId={runId} data={data} entries={unseen} />
        </section>
      )}
      {learnt.length > 0 && (
        <Disclosure title={text("translate.learnt")} isOpenAtFirst={unseen.length === 0}>
          <Photos runId={runId} data={data} entries={learnt} />
        </Disclosure>
      )}
    </div>
  );
}

interface PhotosProps extends PhotoChoiceProps {
  readonly entries: readonly LabelledPhoto[];
}

function Photos({ runId, data, entries }: PhotosProps) {
  const text = useText();
  const chosen = useChoices((state) => choiceIn(state, runId).photo?.image);
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(4rem,1fr))] gap-1">
      {entries.map(({ photo: { id, name, source }, label }) => (
        <li key={id}>
          <PhotoButton
            pictureKey={sourceKey(source)}
            load={() => thumbnail(source)}
            label={text("translate.choose", { name, class: data.classes[label]?.name ?? "" })}
            colour={classColor(label)}
            isChosen={chosen === source}
            onPress={() => choosePhoto(runId, { name, image: source, label })}
          />
        </li>
      ))}
    </ul>
  );
}
