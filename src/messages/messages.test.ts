import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { messages as en } from "./en/index.ts";
import { preferredLocale } from "./text.ts";
import { messages as zh } from "./zh/index.ts";

/** Names of the values that a message asks for. */
function valuesOf(message: string): string[] {
  const found = new Set<string>();
  const visit = (token: unknown): void => {
    if (!Array.isArray(token)) return;
    if (typeof token[0] === "string" && token.length <= 3 && /^\w+$/.test(token[0]))
      found.add(token[0]);
    for (const part of token.slice(1)) {
      if (part && typeof part === "object")
        for (const inner of Object.values(part)) visitAll(inner);
    }
  };
  const visitAll = (tokens: unknown): void => {
    if (Array.isArray(tokens)) for (const token of tokens) visit(token);
  };
  visitAll(compileMessage(message));
  return [...found].sort();
}

describe("message catalogues", () => {
  it.each(Object.keys(en))("%s asks for the same values in both languages", (id) => {
    expect(valuesOf(zh[id as keyof typeof zh])).toEqual(valuesOf(en[id as keyof typeof en]));
  });

  it("has no empty message", () => {
    expect(Object.entries({ ...en, ...zh }).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

describe("preferredLocale", () => {
  it.each([
    [["zh-TW", "en"], "zh"],
    [["de", "en-GB", "zh"], "en"],
    [["fr"], "en"],
  ] as const)("%j → %s", (languages, locale) => {
    expect(preferredLocale(languages)).toBe(locale);
  });
});
