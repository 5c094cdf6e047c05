/** First visit: three steps, each a door to its desk. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { openDesk } from "../../client/desks.ts";
import { setPreferences } from "../../client/preferences.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";

export function Welcome() {
  const text = useText();
  const isSeen = useAppStore((state) => state.welcomed);
  if (isSeen) return null;
  return (
    <section
      aria-label={text("welcome.title")}
      className="relative rounded-card border border-line bg-surface py-3.5 pr-11 pl-4"
    >
      <ol className="grid gap-x-6 gap-y-3 bar:grid-cols-3">
        <Step number={1} title={text("welcome.look")} words={text("welcome.lookText")} />
        <Step number={2} title={text("welcome.play")} words={text("welcome.playText")}>
          <Button size="small" onPress={() => openDesk("generate")}>
            {text("welcome.generate")}
          </Button>
          <Button size="small" onPress={() => openDesk("inspect")}>
            {text("welcome.inspect")}
          </Button>
        </Step>
        <Step number={3} title={text("welcome.train")} words={text("welcome.trainText")}>
          <Button size="small" onPress={() => openDesk("train")}>
            {text("welcome.toTrain")}
          </Button>
        </Step>
      </ol>
      <Button
        variant="icon"
        size="small"
        aria-label={text("welcome.dismiss")}
        className="absolute top-2 right-2"
        onPress={() => setPreferences({ welcomed: true })}
      >
        <X size={15} aria-hidden />
      </Button>
    </section>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly words: string;
  readonly children?: ReactNode;
}

function Step({ number, title, words, children }: StepProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full border border-accent text-small font-semibold text-accent-text"
      >
        {number}
      </span>
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        <p className="text-small text-muted">{words}</p>
        {children && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
      </div>
    </li>
  );
}
