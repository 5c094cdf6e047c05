import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ariaStyleTexts } from "./ariaStyles.ts";

const sources = ["interactions/usePress", "overlays/usePreventScroll"].map((file) =>
  readFileSync(`node_modules/react-aria/dist/private/${file}.mjs`, "utf8"),
);

/** The library's template literals with its one placeholder filled in. */
function styleTextOf(source: string): string | undefined {
  const template = /style\.textContent = `([^`]*)`/.exec(source)?.[1];
  return template?.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, "data-react-aria-pressable").trim();
}

describe("style texts that the page's policy allows", () => {
  it.each([0, 1])("match what React Aria adds (%i)", (index) => {
    expect(ariaStyleTexts[index]).toBe(styleTextOf(sources[index] as string));
  });
});
