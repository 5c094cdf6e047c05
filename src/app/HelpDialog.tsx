/** The list of keys and gestures. */
import { showHelp } from "../client/desks.ts";
import { type MessageId, useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import { Dialog } from "../ui/layout/Dialog.tsx";

const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** A key is a literal cap, or a message id where it has a name in words. */
interface Line {
  readonly id: MessageId;
  readonly keys: readonly (readonly (string | { readonly id: MessageId })[])[];
}

const groups: readonly { readonly title: MessageId; readonly lines: readonly Line[] }[] = [
  {
    title: "help.everywhere",
    lines: [
      { id: "help.desks", keys: [["1"], ["2"], ["3"], ["4"], ["5"]] },
      { id: "help.undo", keys: [[mod, "Z"]] },
      { id: "help.redo", keys: [[mod, "Shift", "Z"]] },
      { id: "help.play", keys: [[{ id: "help.space" }]] },
      { id: "help.paste", keys: [[mod, "V"]] },
      { id: "help.keys", keys: [["?"]] },
    ],
  },
  {
    title: "help.photos",
    lines: [
      {
        id: "help.select",
        keys: [
          ["Shift", { id: "help.click" }],
          [mod, { id: "help.click" }],
        ],
      },
      { id: "help.selectAll", keys: [[mod, "A"]] },
      { id: "help.openPhoto", keys: [["Enter"], [{ id: "help.doubleClick" }]] },
      { id: "help.remove", keys: [["Delete"]] },
    ],
  },
  {
    title: "help.sliders",
    lines: [
      { id: "help.step", keys: [[{ id: "help.arrows" }]] },
      { id: "help.page", keys: [["Page Up"], ["Page Down"]] },
      { id: "help.ends", keys: [["Home"], ["End"]] },
      { id: "help.fine", keys: [["Alt"]] },
      { id: "help.reset", keys: [[{ id: "help.doubleClick" }]] },
    ],
  },
];

export function HelpDialog() {
  const text = useText();
  const isOpen = useAppStore((state) => state.isHelpOpen);
  return (
    <Dialog
      title={text("help.title")}
      closeLabel={text("shell.close")}
      isOpen={isOpen}
      onClose={() => showHelp(false)}
    >
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-label font-semibold text-muted">{text(group.title)}</h3>
            <dl>
              {group.lines.map((line) => (
                <div
                  key={line.id}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1 last:border-b-0"
                >
                  <dt className="text-small">{text(line.id)}</dt>
                  <dd className="flex flex-wrap justify-end gap-x-2 gap-y-1">
                    <Keys keys={line.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ keys }: Pick<Line, "keys">) {
  const text = useText();
  return keys.map((chord) => {
    const caps = chord.map((key) => (typeof key === "string" ? key : text(key.id)));
    return (
      <span key={caps.join()} className="flex items-center gap-1">
        {caps.map((cap) => (
          <kbd
            key={cap}
            className="min-w-6 rounded-thumb border border-edge bg-raised px-1.5 py-0.5 text-center font-sans text-label"
          >
            {cap}
          </kbd>
        ))}
      </span>
    );
  });
}
