/** Edits of this tab that could not be saved: kept as a project of their own, or given up. */
import { forgetAside, keepAsCopy } from "../../client/tabs/copies.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { ConfirmButton } from "../../ui/forms/ConfirmButton.tsx";
import { Banner } from "./Banner.tsx";

export function SetAsideBanner() {
  const text = useText();
  const setAside = useAppStore((state) => state.setAside);
  return setAside.map(({ id, name }) => (
    <Banner key={id} words={text("banner.setAside", { name })}>
      <Button size="small" onPress={() => keepAsCopy(id, text("project.copy", { name }))}>
        {text("banner.keepCopy")}
      </Button>
      <ConfirmButton
        label={text("banner.giveUp")}
        confirmLabel={text("banner.giveUpSure")}
        onConfirm={() => forgetAside(id)}
      />
    </Banner>
  ));
}
