import { describe, expect, it } from "vitest";
import { loadPreferences, savePreferences } from "./preferences.ts";

function memory(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe("preferences", () => {
  it("come back as they were kept", () => {
    const storage = memory();
    const chosen = {
      theme: "dark",
      locale: "zh",
      backend: "wasm",
      smoothPixels: false,
      welcomed: true,
    } as const;
    expect(savePreferences(storage, chosen)).toBe(true);
    expect(loadPreferences(storage)).toEqual(chosen);
  });

  it.each(["not json", '{"theme":"pink","locale":7,"backend":"abacus"}', "null"])(
    "fall back to defaults from %s",
    (damaged) => {
      expect(loadPreferences(memory({ "latent-loom.preferences": damaged }))).toMatchObject({
        theme: "system",
        locale: null,
        backend: "auto",
      });
    },
  );

  it("do not fail where storage is refused", () => {
    const refusing = {
      setItem: () => {
        throw new DOMException("denied", "SecurityError");
      },
    };
    expect(
      savePreferences(refusing, {
        theme: "dark",
        locale: null,
        backend: "auto",
        smoothPixels: true,
        welcomed: false,
      }),
    ).toBe(false);
  });
});
