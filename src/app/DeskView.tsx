/** Shows the desk in view. Each desk is a script of its own and fails on its own. */
import { RotateCcw } from "lucide-react";
import { type ComponentType, Suspense, useDeferredValue, useState } from "react";
import { ErrorBoundary, type FallbackProps } from "react-error-boundary";
import { useText } from "../messages/text.ts";
import { DataPanel } from "../panels/data/DataPanel.tsx";
import type { Desk as DeskId } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Desk } from "../ui/layout/Desk.tsx";
import { EmptyState } from "../ui/layout/EmptyState.tsx";
import { DeskNotFetched, lazyDesk } from "./lazyDesk.ts";

const panels: Readonly<Record<DeskId, () => ComponentType>> = {
  data: () => DataPanel,
  train: lazyDesk(async () => (await import("./tasks/TrainDesk.tsx")).TrainDesk),
  generate: lazyDesk(async () => (await import("./tasks/GenerateDesk.tsx")).GenerateDesk),
  inspect: lazyDesk(async () => (await import("../panels/inspect/InspectPanel.tsx")).InspectPanel),
  library: lazyDesk(async () => (await import("../panels/library/LibraryPanel.tsx")).LibraryPanel),
};

export function DeskView() {
  // Deferred: a large desk is built in slices, and the page stays answerable meanwhile.
  const desk = useDeferredValue(useAppStore((state) => state.desk));
  const losses = useAppStore((state) => state.memoryLosses);
  const text = useText();
  const [, setTries] = useState(0);
  const Panel = panels[desk]();
  return (
    // After a loss it is built anew, so that it shows no picture of a photo that is gone.
    <ErrorBoundary
      key={`${desk} ${losses}`}
      FallbackComponent={Failure}
      onReset={() => setTries((n) => n + 1)} // with the desk as it is fetched now
    >
      <Suspense fallback={<p className="p-6 text-muted">{text("shell.loading")}</p>}>
        <Panel />
      </Suspense>
    </ErrorBoundary>
  );
}

function Failure({ error, resetErrorBoundary }: FallbackProps) {
  const text = useText();
  const desk = useAppStore((state) => state.desk);
  const what = error instanceof DeskNotFetched ? "failure.fetch" : "failure";
  return (
    <Desk title={text(`desk.${desk}`)}>
      <div role="alert">
        <EmptyState
          title={text(`${what}.title`)}
          text={text(`${what}.text`)}
          actions={
            <Button
              variant="primary"
              icon={<RotateCcw size={15} aria-hidden />}
              onPress={resetErrorBoundary}
            >
              {text("failure.again")}
            </Button>
          }
        />
      </div>
    </Desk>
  );
}
