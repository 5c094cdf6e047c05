/** For a model that translates: a photo, and how it would look in the other class. */
import { Download, ImagePlus, Images } from "lucide-react";
import { useText } from "../../messages/text.ts";
import { Hint } from "../../ui/feedback/Hint.tsx";
import type { Dropped } from "../../ui/files/droppedFiles.ts";
import { FileButton } from "../../ui/files/FileButton.tsx";
import { usePageDrop } from "../../ui/files/PageDrop.tsx";
import { saveBlob } from "../../ui/files/saveBlob.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { useMediaQuery } from "../../ui/layout/useMediaQuery.ts";
import { bitmapPng } from "../../ui/pictures/bitmapPng.ts";
import type { GenerateBodyProps } from "./generateParts.ts";
import { PhotoChoice } from "./PhotoChoice.tsx";
import { RunPicker } from "./RunPicker.tsx";
import { TranslationCard } from "./TranslationCard.tsx";
import { choosePhoto } from "./translations.ts";
import { type ShownTranslation, useTranslation } from "./useTranslation.ts";

export function TranslateDesk({ run: { runId, data } }: Pick<GenerateBodyProps, "run">) {
  const text = useText();
  const isWide = useMediaQuery("(min-width: 68.75rem)");
  const translation = useTranslation(runId);
  const { shown, pending, trouble } = translation;
  const take = ({ files: [first] }: Pick<Dropped, "files">) => {
    if (first) choosePhoto(runId, { name: first.file.name, image: first.file, label: null });
  };
  usePageDrop({ describe: () => text("translate.drop"), onDrop: take });
  const photos = <PhotoChoice runId={runId} data={data} />;
  const add = (
    <FileButton
      label={text("translate.add")}
      variant="primary"
      icon={<ImagePlus size={15} aria-hidden />}
      isMultiple={false}
      onFiles={take}
    />
  );
  return (
    <Desk
      title={text("generate.title")}
      actions={
        <>
          {shown && <SaveButton shown={shown} className={data.classes[shown.wish.target]?.name} />}
          {add}
        </>
      }
      side={{
        title: text("generate.model"),
        children: (
          <div className="flex flex-col gap-5">
            <RunPicker />
            {isWide && photos}
          </div>
        ),
      }}
    >
      {trouble && (
        <p role="alert" className="text-bad">
          {text("translate.failed", { name: trouble.name, reason: text.stated(trouble.reason) })}
        </p>
      )}
      {shown || pending ? (
        <TranslationCard runId={runId} classes={data.classes} translation={translation} />
      ) : (
        <EmptyState
          icon={<Images size={28} />}
          title={text("translate.empty.title")}
          text={text("translate.empty.text", {
            first: data.classes[0]?.name ?? "",
            second: data.classes[1]?.name ?? "",
          })}
        />
      )}
      {!isWide && <Card>{photos}</Card>}
    </Desk>
  );
}

interface SaveButtonProps {
  readonly shown: ShownTranslation;
  readonly className: string | undefined;
}

/** Saves the translation in the model's own pixels. */
function SaveButton({ shown: { picture, wish }, className = "" }: SaveButtonProps) {
  const text = useText();
  const save = () =>
    void bitmapPng(picture).then((png) => saveBlob(png, fileName(wish.photo.name, className)));
  return (
    <Hint text={text("generate.download")} side="bottom">
      <Button variant="icon" aria-label={text("generate.download")} onPress={save}>
        <Download size={16} aria-hidden />
      </Button>
    </Hint>
  );
}

/** "bark-1.png" as sand: "bark-1-sand.png". */
function fileName(photo: string, className: string): string {
  const stem = photo.replace(/\.[^.]*$/, "");
  return `${stem}-${className.replace(/[^\p{L}\p{N}_-]+/gu, "-").toLowerCase()}.png`;
}
