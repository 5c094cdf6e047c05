/** Which backend computes; asks first where what only the engine in use has would go with it. */
import { useRef, useState } from "react";
import { lostWithEngine } from "../client/atRisk.ts";
import { changeBackend } from "../client/session.ts";
import { useText } from "../messages/text.ts";
import type { BackendChoice } from "../protocol/backend.ts";
import { useAppStore } from "../state/store.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Select } from "../ui/forms/Select.tsx";

const choices: readonly BackendChoice[] = ["auto", "webgpu", "webgl", "wasm", "cpu"];

export function BackendChooser() {
  const text = useText();
  const preferred = useAppStore((state) => state.backend);
  const risk = useAppStore(lostWithEngine);
  const [wanted, setWanted] = useState<BackendChoice | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const answer = () => {
    root.current?.querySelector("button")?.focus(); // the buttons of the question go
    setWanted(null);
  };
  const choose = (backend: BackendChoice) => {
    const isSafe = lostWithEngine(useAppStore.getState()) === null;
    setWanted(isSafe || backend === preferred ? null : backend);
    if (isSafe) void changeBackend(backend);
  };
  const change = () => {
    answer();
    if (wanted) void changeBackend(wanted);
  };
  return (
    <div ref={root} className="flex flex-col gap-1.5 border-t border-line pt-3">
      <Select
        label={text("backend.choose")}
        value={wanted ?? preferred}
        options={choices.map((value) => ({ value, label: text(`backend.${value}`) }))}
        onChange={(value) => choose(value as BackendChoice)}
      />
      {wanted && risk ? (
        <>
          <p role="alert" className="text-bad">
            {text(`backend.loses.${risk}`)}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="small" onPress={answer}>
              {text("backend.stay", { backend: text(`backend.${preferred}`) })}
            </Button>
            <Button size="small" variant="danger" onPress={change}>
              {text("backend.loseIt")}
            </Button>
          </div>
        </>
      ) : (
        <p className="text-muted">{text("backend.choose.hint")}</p>
      )}
    </div>
  );
}
