/** Whose pictures and software the app stands on. */
import { useText } from "../../messages/text.ts";
import { Card } from "../../ui/layout/Card.tsx";

const links = [
  { href: "https://play0ad.com/", label: "library.credits.wildfire" },
  {
    href: "https://creativecommons.org/licenses/by-sa/3.0/",
    label: "library.credits.licence",
  },
] as const;

export function Credits() {
  const text = useText();
  return (
    <Card title={text("library.credits")}>
      <div className="flex max-w-prose flex-col gap-2 text-small text-muted">
        <p className="text-ink">{text("library.credits.textures")}</p>
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          {links.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-6 items-center text-ink underline underline-offset-2"
            >
              {text(label)}
            </a>
          ))}
        </p>
        <p>{text("library.credits.trained")}</p>
        <p>{text("library.credits.code")}</p>
      </div>
    </Card>
  );
}
