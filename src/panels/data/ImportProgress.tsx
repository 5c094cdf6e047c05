/** An import that goes on. */
import { cancelImport } from "../../client/imports.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { ProgressBar } from "../../ui/feedback/ProgressBar.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";

export function ImportProgress() {
  const text = useText();
  const importing = useAppStore((state) => state.importing);
  if (!importing) return null;
  const { done, total } = importing;
  const words = text("import.progress", { done, total });
  return (
    <Card>
      <div className="flex items-center gap-3">
        <p className="shrink-0 font-medium">{text("import.title")}</p>
        <ProgressBar
          label={text("import.title")}
          value={total > 0 ? done / total : null}
          valueText={words}
          className="min-w-16 flex-1"
        />
        <span className="text-small text-muted">{words}</span>
        <Button size="small" onPress={() => void cancelImport()}>
          {text("import.cancel")}
        </Button>
      </div>
    </Card>
  );
}
