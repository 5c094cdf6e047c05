/** The Inspect desk: images in, ranked classes and a heat map of what the model looked at out. */
import { FileDown, ImagePlus, ScanSearch } from "lucide-react";
import { useEffect } from "react";
import { openDesk } from "../../client/desks.ts";
import { chooseModel } from "../../client/training.ts";
import { useText } from "../../messages/text.ts";
import { selectJudge, useAppStore } from "../../state/store.ts";
import type { Dropped } from "../../ui/files/droppedFiles.ts";
import { FileButton } from "../../ui/files/FileButton.tsx";
import { usePageDrop } from "../../ui/files/PageDrop.tsx";
import { saveBlob } from "../../ui/files/saveBlob.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import { Gallery } from "./Gallery.tsx";
import { addUnreadable, goOnWithModels, judge, recallEntries } from "./judgements.ts";
import { useJudgements } from "./list.ts";
import { ModelCard } from "./ModelCard.tsx";
import { classesOf } from "./ranking.ts";
import { resultsCsv } from "./resultsCsv.ts";
import { Selected } from "./Selected.tsx";
import { TryRow } from "./TryRow.tsx";

export function InspectPanel() {
  const text = useText();
  const hasModel = useAppStore((state) => selectJudge(state) !== null);
  const hasResults = useJudgements(({ entries }) => entries.length > 0);
  const isLoaded = useAppStore((state) => state.isLoaded);
  const isLoading = useAppStore((state) => !state.isLoaded || !state.isShippedLoaded);
  useEffect(() => {
    if (isLoaded) void recallEntries();
  }, [isLoaded]);
  useEffect(() => {
    if (!isLoading) goOnWithModels(); // its model may be one that came with the app
  }, [isLoading]);
  if (hasModel || hasResults) return <InspectDesk />;
  return (
    <Desk title={text("inspect.title")}>
      {isLoading ? (
        <LoadingCards words={text("generate.loading")} />
      ) : (
        <EmptyState
          icon={<ScanSearch size={28} />}
          title={text("inspect.noModel.title")}
          text={text("inspect.noModel.text")}
          actions={
            <Button
              variant="primary"
              onPress={() => {
                chooseModel("classifier");
                openDesk("train");
              }}
            >
              {text("inspect.noModel.action")}
            </Button>
          }
        />
      )}
    </Desk>
  );
}

function takeFiles({ files, unreadable }: Dropped): void {
  judge(files.map(({ file }) => ({ name: file.name, image: file })));
  addUnreadable(unreadable);
}

function InspectDesk() {
  const text = useText();
  const isEmpty = useJudgements(({ entries }) => entries.length === 0);
  const heat = useJudgements((state) => state.heat);
  usePageDrop({ describe: () => text("inspect.drop"), onDrop: takeFiles });
  return (
    <Desk
      title={text("inspect.title")}
      actions={<Actions isEmpty={isEmpty} />}
      side={{ title: text("inspect.model"), children: <ModelCard /> }}
    >
      {isEmpty ? (
        <>
          <EmptyState
            icon={<ScanSearch size={28} />}
            title={text("inspect.empty.title")}
            text={text("inspect.empty.text")}
          />
          <TryRow />
        </>
      ) : (
        <div
          className="flex flex-col gap-4"
          style={{ "--heat-opacity": heat } as Record<string, number>}
        >
          <Selected heat={heat} onHeat={(next) => useJudgements.setState({ heat: next })}>
            <Gallery />
          </Selected>
          <TryRow />
        </div>
      )}
    </Desk>
  );
}

function Actions({ isEmpty }: { readonly isEmpty: boolean }) {
  const text = useText();
  const save = () => {
    const state = useAppStore.getState();
    const { entries } = useJudgements.getState();
    const csv = resultsCsv(text, entries, (runId) => classesOf(runId)(state));
    saveBlob(new Blob([csv], { type: "text/csv;charset=utf-8" }), "verdicts.csv");
  };
  return (
    <>
      {!isEmpty && (
        <Button icon={<FileDown size={15} aria-hidden />} onPress={save}>
          {text("inspect.export")}
        </Button>
      )}
      <FileButton
        label={text("inspect.add")}
        variant="primary"
        icon={<ImagePlus size={15} aria-hidden />}
        onFiles={takeFiles}
      />
    </>
  );
}
