/** Name of the project in view, edited in place, and the menu of all projects. */
import { ChevronDown, Plus, Trash2 } from "lucide-react";
import { deleteProject, openProject, renameProjectTo, startProject } from "../client/projects.ts";
import { useText } from "../messages/text.ts";
import { selectProject, useAppStore } from "../state/store.ts";
import { selectIsReadOnly } from "../state/tabs.ts";
import { Button } from "../ui/forms/Button.tsx";
import { TextField } from "../ui/forms/TextField.tsx";
import { Loading } from "../ui/layout/Loading.tsx";
import { Menu } from "../ui/layout/Menu.tsx";

export function ProjectMenu() {
  const text = useText();
  const projects = useAppStore((state) => state.projects);
  const project = useAppStore(selectProject);
  const isLoaded = useAppStore((state) => state.isLoaded);
  const namingId = useAppStore((state) => state.namingProjectId);
  const isReadOnly = useAppStore(selectIsReadOnly);
  return (
    <div className="flex min-w-0 items-center">
      {project ? (
        <TextField
          key={project.id}
          autoFocus={project.id === namingId}
          label={text("project.name")}
          value={project.name}
          isDisabled={isReadOnly}
          onCommit={(name) => renameProjectTo(project.id, name)}
          className="font-medium"
        />
      ) : isLoaded ? (
        <span className="px-1.5 text-muted">{text("project.none")}</span>
      ) : (
        <Loading className="h-5 w-32" words={text("data.loading")} />
      )}
      <Menu
        label={text("project.menu")}
        trigger={
          <Button variant="icon" size="small" aria-label={text("project.menu")}>
            <ChevronDown size={15} aria-hidden />
          </Button>
        }
        groups={[
          {
            title: text("project.open"),
            items: projects.map(({ id, name }) => ({
              id,
              label: name,
              isChecked: id === project?.id,
              onAction: () => openProject(id),
            })),
          },
          {
            items: [
              {
                id: "new",
                label: text("project.new"),
                icon: <Plus size={14} />,
                // Once the menu is gone: it holds the focus, which the name is to have.
                onAction: () => setTimeout(startProject, 0, text("project.untitled")),
              },
              ...(project
                ? [
                    {
                      id: "delete",
                      label: text("project.delete", { name: project.name }),
                      icon: <Trash2 size={14} />,
                      isDanger: true,
                      isDisabled: isReadOnly,
                      onAction: () => deleteProject(project.id),
                    },
                  ]
                : []),
            ],
          },
        ]}
      />
    </div>
  );
}
