/** Which engine computes and on what; its panel tells what was tried before and lets one choose. */
import { type Text, useText } from "../messages/text.ts";
import type { BackendInfo } from "../protocol/backend.ts";
import type { EngineStatus } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { classNames } from "../ui/classNames.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Popup } from "../ui/layout/Popup.tsx";
import { BackendChooser } from "./BackendChooser.tsx";

function Dot({ status, backend }: { status: EngineStatus; backend: BackendInfo | null }) {
  const isBad = status === "lost" || backend?.selfTest === "failed";
  return (
    <span
      aria-hidden
      className={classNames(
        "size-2 shrink-0 rounded-full",
        isBad ? "bg-bad" : status === "ready" ? "bg-good" : "bg-edge",
      )}
    />
  );
}

export function BackendBadge() {
  const text = useText();
  const status = useAppStore((state) => state.engineStatus);
  const backend = useAppStore((state) => state.engine?.backend ?? null);
  const isKnown = status === "ready" && backend;
  const words = isKnown
    ? text(`backend.${backend.backend}`)
    : text(status === "lost" || status === "silent" ? `backend.${status}` : "backend.starting");
  const adapter = isKnown ? adapterText(text, backend) : "";
  const label = isKnown
    ? text("backend.badge", { backend: words, adapter })
    : `${text("backend.title")} (${words})`;
  return (
    <Popup
      label={text("backend.title")}
      trigger={
        <Button
          size="small"
          aria-label={label}
          className="max-w-64 rounded-full bg-transparent px-2.5 font-normal"
          icon={<Dot status={status} backend={backend} />}
        >
          <span className="truncate text-muted">
            {words}
            {adapter && <span className="hidden side:inline">{` · ${adapter}`}</span>}
          </span>
        </Button>
      }
    >
      <EngineDetails backend={backend} />
    </Popup>
  );
}

/** A graphics card has a name of its own; a processor is known by its cores. */
function adapterText(text: Text, { backend, adapter }: BackendInfo): string {
  if (backend === "webgpu" || backend === "webgl") return adapter;
  return text("backend.cores", { count: navigator.hardwareConcurrency });
}

function EngineDetails({ backend }: { readonly backend: BackendInfo | null }) {
  const text = useText();
  return (
    <div className="flex flex-col gap-3 text-small">
      <h2 className="text-title font-semibold">{text("backend.title")}</h2>
      {backend && <InUse backend={backend} />}
      <BackendChooser />
    </div>
  );
}

function InUse({ backend }: { readonly backend: BackendInfo }) {
  const text = useText();
  const threads = backend.threads > 1 ? text("backend.threads", { count: backend.threads }) : "";
  return (
    <>
      <p>
        <span className="text-muted">{text("backend.inUse")}: </span>
        {[text(`backend.${backend.backend}`), adapterText(text, backend), threads]
          .filter((part, index, parts) => part && parts.indexOf(part) === index)
          .join(" · ")}
      </p>
      <p className={backend.selfTest === "failed" ? "text-bad" : "text-muted"}>
        {text(`backend.test.${backend.selfTest}`)}
      </p>
      {backend.rejected.length > 0 && (
        <div>
          <h3 className="font-semibold">{text("backend.rejected")}</h3>
          <ul className="text-muted">
            {backend.rejected.map(({ backend: name, reason }) => (
              <li key={name}>
                {text(`backend.rejected.${reason}`, { backend: text(`backend.${name}`) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
