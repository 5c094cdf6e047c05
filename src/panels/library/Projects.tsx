/** All projects: open, rename, delete, start a new one. */
import { Plus, Trash2 } from "lucide-react";
import { openDesk } from "../../client/desks.ts";
import {
  deleteProject,
  openProject,
  renameProjectTo,
  startProject,
} from "../../client/projects.ts";
import { useText } from "../../messages/text.ts";
import type { Project } from "../../protocol/project.ts";
import { photoCount } from "../../state/project.ts";
import { useAppStore } from "../../state/store.ts";
import { readOnlyReason } from "../../state/tabs.ts";
import { classNames } from "../../ui/classNames.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { TextField } from "../../ui/forms/TextField.tsx";
import { unhurried } from "../../ui/forms/unhurried.ts";
import { Card } from "../../ui/layout/Card.tsx";
import { Loading } from "../../ui/layout/Loading.tsx";
import { PhotoStrip } from "./PhotoStrip.tsx";

export function Projects() {
  const text = useText();
  const projects = useAppStore((state) => state.projects);
  const isLoaded = useAppStore((state) => state.isLoaded);
  const activeId = useAppStore((state) => state.activeProjectId);
  return (
    <Card
      title={text("library.projects")}
      actions={
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => startProject(text("project.untitled"))}
        >
          {text("project.new")}
        </Button>
      }
    >
      {!isLoaded && <Loading className="h-24" words={text("data.loading")} />}
      {isLoaded && projects.length === 0 && (
        <p className="text-muted">{text("library.projects.empty")}</p>
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-3">
        {projects.map((project) => (
          <ProjectTile key={project.id} project={project} isActive={project.id === activeId} />
        ))}
      </ul>
    </Card>
  );
}

interface ProjectTileProps {
  readonly project: Project;
  readonly isActive: boolean;
}

function ProjectTile({ project, isActive }: ProjectTileProps) {
  const text = useText();
  const { id, name, classes } = project;
  const photos = photoCount(project);
  const reason = useAppStore((state) => readOnlyReason(state, id));
  const open = () => {
    openProject(id);
    openDesk("data");
  };
  return (
    <li
      className={classNames(
        "flex flex-col gap-2 rounded-control border p-2.5",
        isActive ? "border-accent" : "border-line",
      )}
    >
      <button
        type="button"
        aria-label={text("library.project.open", { name })}
        onClick={open}
        className="min-h-10 cursor-pointer rounded-thumb"
      >
        {photos > 0 ? (
          <PhotoStrip classes={classes} most={6} className="grid grid-cols-6 gap-1" />
        ) : (
          <span className="text-small text-muted">{text("library.project.empty")}</span>
        )}
      </button>
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <TextField
            label={text("project.name")}
            value={name}
            isDisabled={reason !== null}
            className="-ml-1.5 font-medium"
            onCommit={(next) => renameProjectTo(id, next)}
          />
          <p className="text-small text-muted">
            {text("library.project.counts", { photos, classes: classes.length })}
            {isActive && ` · ${text("library.project.inView")}`}
            {reason && ` · ${text(reason === "newer" ? "project.newer" : "project.elsewhere")}`}
          </p>
        </div>
        <Button
          variant="icon"
          size="small"
          aria-label={text("library.delete", { name })}
          isDisabled={reason !== null}
          onPress={unhurried(() => deleteProject(id))}
        >
          <Trash2 size={15} aria-hidden />
        </Button>
      </div>
    </li>
  );
}
