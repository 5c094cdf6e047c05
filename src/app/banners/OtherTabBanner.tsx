/** The project in view belongs to another tab: it is shown as it changes there, and can be asked for. */
import { takeOver } from "../../client/tabs/tabs.ts";
import { useText } from "../../messages/text.ts";
import { selectProject, useAppStore } from "../../state/store.ts";
import { readOnlyReason } from "../../state/tabs.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";

export function OtherTabBanner() {
  const text = useText();
  const project = useAppStore((state) =>
    readOnlyReason(state, state.activeProjectId) === "otherTab" ? selectProject(state) : null,
  );
  const isAsked = useAppStore(({ takingOver }) => takingOver !== null);
  if (!project) return null;
  return (
    <Banner tone="calm" words={text("banner.otherTab", { name: project.name })}>
      <Button size="small" isDisabled={isAsked} onPress={() => void takeOver(project.id)}>
        {text(isAsked ? "banner.takingOver" : "banner.takeOver")}
      </Button>
    </Banner>
  );
}
