/** All trained models: what each learned from, how good it is, and where it can be used. */
import { Spline } from "lucide-react";
import { openDesk } from "../../client/desks.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { Loading } from "../../ui/layout/Loading.tsx";
import { ModelRow } from "./ModelRow.tsx";

export function Models() {
  const text = useText();
  const isLoaded = useAppStore((state) => state.isLoaded && state.isShippedLoaded);
  const runIds = useAppStore((state) => state.runs.map(({ runId }) => runId).join(" "));
  return (
    <Card title={text("library.models")}>
      {runIds === "" && !isLoaded ? (
        <Loading className="h-24" words={text("shell.loading")} />
      ) : runIds === "" ? (
        <EmptyState
          icon={<Spline size={28} />}
          title={text("library.models.empty")}
          actions={
            <Button onPress={() => openDesk("train")}>{text("library.models.train")}</Button>
          }
        />
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {runIds.split(" ").map((runId) => (
            <ModelRow key={runId} runId={runId} />
          ))}
        </ul>
      )}
    </Card>
  );
}
