/** Calm remarks about the data before training. */
import { Info } from "lucide-react";
import { useText } from "../../messages/text.ts";
import type { Project } from "../../protocol/project.ts";
import { Card } from "../../ui/layout/Card.tsx";
import { dataChecks } from "./dataChecks.ts";

export function CheckCard({ project }: { readonly project: Project }) {
  const text = useText();
  const checks = dataChecks(project);
  if (checks.length === 0) return null;
  return (
    <Card title={text("check.title")}>
      <ul className="flex flex-col gap-1.5">
        {checks.map(({ message, values }) => (
          <li key={`${message}${values.name ?? ""}`} className="flex gap-2 text-small">
            <Info size={15} aria-hidden className="mt-0.5 shrink-0 text-accent-text" />
            <span className="min-w-0">{text(message, values)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
