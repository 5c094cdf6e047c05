/** The Data desk: which photos there are, in which classes, and how they become patches. */
import { FolderPlus, ImagePlus, Images, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { importFiles } from "../../client/imports.ts";
import { editProject, openProject, startProject } from "../../client/projects.ts";
import { useText } from "../../messages/text.ts";
import type { Project } from "../../protocol/project.ts";
import { addClass, photoCount } from "../../state/project.ts";
import { selectProject, useAppStore } from "../../state/store.ts";
import { selectIsReadOnly } from "../../state/tabs.ts";
import type { Dropped } from "../../ui/files/droppedFiles.ts";
import { FileButton } from "../../ui/files/FileButton.tsx";
import { usePageDrop } from "../../ui/files/PageDrop.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import { CheckCard } from "./CheckCard.tsx";
import { ClassBoard } from "./ClassBoard.tsx";
import { ImportReportCard } from "./ImportReportCard.tsx";
import { PatchPanel } from "./PatchPanel.tsx";
import { totalOf, usePatchPreview } from "./usePatchPreview.ts";
import { Welcome } from "./Welcome.tsx";

/** Takes files into the project; loose ones into `classId` where given. */
type TakeIn = (dropped: Dropped, classId?: string) => void;

/** The class whose card holds an element. */
const classIdAt = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>("[data-class-id]")?.dataset.classId;

/** Came with the app. */
const isSample = ({ id }: Project): boolean => id.startsWith("sample-");

/** @param projectId of the project in view: what is dropped now goes there, whenever it is read */
function useTakeIn(projectId: string | null): TakeIn {
  const text = useText();
  return ({ files, emptyFolders, unreadable }, classId) =>
    void importFiles(
      files,
      {
        projectId,
        ...(classId === undefined ? {} : { classId }),
        looseName: text("data.looseClass"),
        projectName: text("project.untitled"),
      },
      [
        ...emptyFolders.map((name) => ({ name, reason: "emptyFolder" as const })),
        ...unreadable.map((name) => ({ name, reason: "unreadable" as const })),
      ],
    );
}

export function DataPanel() {
  const text = useText();
  const isLoaded = useAppStore((state) => state.isLoaded);
  const project = useAppStore(selectProject);
  const takeIn = useTakeIn(project?.id ?? null);
  usePageDrop({
    describe: (over) => {
      const id = classIdAt(over);
      const found = project?.classes.find((entry) => entry.id === id);
      return found ? text("data.drop.class", { name: found.name }) : text("data.drop.page");
    },
    onDrop: (dropped, over) => takeIn(dropped, classIdAt(over)),
  });
  if (!isLoaded) return <Loading />;
  if (!project) return <NoProject />;
  return <ProjectDesk key={project.id} project={project} onTakeIn={takeIn} />;
}

function Loading() {
  const text = useText();
  return (
    <Desk title={text("data.title")}>
      <LoadingCards words={text("data.loading")} />
    </Desk>
  );
}

function NoProject() {
  const text = useText();
  return (
    <Desk title={text("data.title")}>
      <EmptyState
        icon={<Images size={32} />}
        title={text("data.none.title")}
        text={text("data.none.text")}
        actions={
          <Button variant="primary" onPress={() => startProject(text("project.untitled"))}>
            {text("project.new")}
          </Button>
        }
      />
    </Desk>
  );
}

interface ProjectDeskProps {
  readonly project: Project;
  readonly onTakeIn: TakeIn;
}

function ProjectDesk({ project, onTakeIn }: ProjectDeskProps) {
  const text = useText();
  const isReadOnly = useAppStore(selectIsReadOnly);
  const counted = usePatchPreview(project.classes, project.patches);
  const [newClassId, setNewClassId] = useState<string | null>(null);
  useEffect(() => {
    if (newClassId !== null) setNewClassId(null); // its name has the focus; where undo brings it back it takes none
  }, [newClassId]);
  const [chosenPhotoId, setChosenPhotoId] = useState<string | null>(null);
  const all = project.classes.flatMap(({ photos }) => photos);
  const shown = all.find(({ id }) => id === chosenPhotoId) ?? all[0];
  const hasClasses = project.classes.length > 0;
  const summary = [
    text("data.summary", { photos: photoCount(project), classes: project.classes.length }),
    ...(counted
      ? [
          text("data.summary.patches", {
            count: totalOf(counted.training) + totalOf(counted.heldOut),
          }),
        ]
      : []),
  ];
  const addNewClass = () => {
    const name = text("data.newClass", { number: project.classes.length + 1 });
    editProject((current) => {
      const next = addClass(current, name);
      setNewClassId(next.classes.at(-1)?.id ?? null);
      return next;
    });
  };
  return (
    <Desk
      title={text("data.title")}
      summary={hasClasses && summary.join(" · ")}
      actions={
        <>
          <Button
            icon={<Plus size={15} aria-hidden />}
            isDisabled={isReadOnly}
            onPress={addNewClass}
          >
            {text("data.addClass")}
          </Button>
          {/* Phones have no folders to choose. */}
          <span className="hidden bar:contents">
            <FileButton
              isFolder
              label={text("data.addFolder")}
              icon={<FolderPlus size={15} aria-hidden />}
              isDisabled={isReadOnly}
              onFiles={(dropped) => onTakeIn(dropped)}
            />
          </span>
          <FileButton
            variant="primary"
            label={text("data.addPhotos")}
            icon={<ImagePlus size={15} aria-hidden />}
            isDisabled={isReadOnly}
            onFiles={(dropped) => onTakeIn(dropped)}
          />
        </>
      }
      side={{
        title: text("patches.title"),
        children: <PatchPanel project={project} photo={shown} counted={counted} />,
      }}
    >
      {isSample(project) && <Welcome />}
      <ImportReportCard projectId={project.id} />
      <CheckCard project={project} />
      {hasClasses ? (
        <ClassBoard
          project={project}
          counted={counted}
          newClassId={newClassId}
          onTakeIn={onTakeIn}
          onChoosePhoto={setChosenPhotoId}
        />
      ) : (
        <NoPhotos project={project} />
      )}
    </Desk>
  );
}

/** Offers the projects that come with the app. */
function NoPhotos({ project }: { readonly project: Project }) {
  const text = useText();
  const projects = useAppStore((state) => state.projects);
  const samples = projects.filter((other) => isSample(other) && other.id !== project.id);
  return (
    <EmptyState
      icon={<Images size={32} />}
      title={text("data.empty.title")}
      text={text("data.empty.text")}
      actions={samples.map(({ id, name }) => (
        <Button key={id} onPress={() => openProject(id)}>
          {text("data.empty.sample", { name })}
        </Button>
      ))}
    />
  );
}
