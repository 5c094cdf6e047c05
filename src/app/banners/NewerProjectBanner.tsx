/** The project in view was written by a newer version of the app: it can be used, but not changed. */
import { useText } from "../../messages/text.ts";
import { selectProject, useAppStore } from "../../state/store.ts";
import { readOnlyReason } from "../../state/tabs.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";

export function NewerProjectBanner() {
  const text = useText();
  const name = useAppStore((state) =>
    readOnlyReason(state, state.activeProjectId) === "newer" ? selectProject(state)?.name : null,
  );
  if (name === null || name === undefined) return null;
  return (
    <Banner words={text("banner.newerProject", { name })}>
      <Button size="small" onPress={() => location.reload()}>
        {text("banner.reload")}
      </Button>
    </Banner>
  );
}
