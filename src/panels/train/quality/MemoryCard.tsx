/** Whether a model repeats what it was trained on: its pictures above the patches that they are most like. */
import { judgedPictures } from "../../../client/memorisation.ts";
import { useText } from "../../../messages/text.ts";
import type { Memorisation } from "../../../protocol/quality.ts";
import { useAppStore } from "../../../state/store.ts";
import { classNames } from "../../../ui/classNames.ts";
import { InfoHint } from "../../../ui/feedback/Hint.tsx";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { Sheet } from "../../../ui/pictures/Sheet.tsx";
import { NotCounted } from "../NotCounted.tsx";
import { AnswerProgress } from "./AnswerProgress.tsx";
import { useMemorisation } from "./useMemorisation.ts";

/** Near copies among the pictures that chance alone would give. */
const expectedCopies = Math.round(0.01 * judgedPictures);
/** From so many on it is hardly chance: with one expected, one time in twenty-five or so it is. */
const suspicious = 4;

export function MemoryCard({ runId }: { readonly runId: string }) {
  const text = useText();
  const run = useAppStore((state) => state.runs.find((entry) => entry.runId === runId));
  const isTraining = run?.state === "training";
  const asked = useMemorisation({ runId, name: run?.name ?? "" }, isTraining);
  const { answer: found, isAsking, workId, failure, ask } = asked;
  const title = text("memory.title");
  return (
    <Card
      title={title}
      actions={
        <>
          <InfoHint about={title} text={text("memory.hint")} />
          {found && (
            <span className="text-small text-muted">
              {text("train.preview.step", { step: found.step })}
            </span>
          )}
          <AnswerProgress workId={workId} />
          <Button
            size="small"
            isDisabled={isAsking || !run || run.step === 0 || run.state === "preparing"}
            onPress={() => ask()}
          >
            {text(isAsking ? "memory.asking" : found ? "memory.again" : "memory.ask")}
          </Button>
        </>
      }
    >
      {failure && (
        <p className="text-bad">{text("memory.failed", { reason: text.stated(failure) })}</p>
      )}
      {!failure && !found && <p className="py-4 text-center text-muted">{text("memory.empty")}</p>}
      {found && <Comparison found={found} />}
      <NotCounted count={run?.leftOut?.length ?? 0} />
    </Card>
  );
}

function Comparison({ found }: { readonly found: Memorisation }) {
  const text = useText();
  const { sheet, pairs } = found;
  return (
    <>
      <Copies copyRate={found.copyRate} />
      <p className="mt-1 mb-3 text-small text-muted">
        {text("memory.pairs", { count: pairs.length })}
      </p>
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-3">
        {pairs.map((likeness, index) => {
          const words = text(`memory.${likeness}`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place in the sheet
            <li key={index} className="flex min-w-0 flex-col gap-1.5">
              <Sheet
                sheet={sheet}
                columns={2}
                rows={pairs.length}
                first={2 * index}
                most={2}
                shownColumns={1}
                label={text("memory.pair", { number: index + 1, likeness: words })}
              />
              <span
                aria-hidden
                className={classNames(
                  "text-label text-balance",
                  likeness === "copy" ? "font-semibold text-bad" : "text-muted",
                )}
              >
                {words}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Copies({ copyRate }: Pick<Memorisation, "copyRate">) {
  const text = useText();
  if (Number.isNaN(copyRate)) return <p>{text("memory.onePhoto")}</p>;
  const copies = Math.round(copyRate * judgedPictures);
  const isMany = copies >= suspicious;
  return (
    <p>
      <strong className="font-semibold">
        {text("memory.share", { copies, count: judgedPictures })}
      </strong>{" "}
      <span className={isMany ? "text-accent-text" : "text-muted"}>
        {text(isMany ? "memory.many" : "memory.chance", { expected: expectedCopies })}
      </span>
    </p>
  );
}
