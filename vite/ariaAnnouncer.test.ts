import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emptiedSafely } from "./ariaAnnouncer.ts";

const folder = "node_modules/react-aria/dist/private/live-announcer";
const installed = readFileSync(`${folder}/LiveAnnouncer.mjs`, "utf8");

describe("React Aria's announcer", () => {
  it("empties both live regions without parsing HTML", () => {
    const safe = emptiedSafely(installed) ?? "";
    expect(safe.match(/Log\.replaceChildren\(\)/g)).toHaveLength(2);
    expect(safe).not.toContain("innerHTML");
  });

  it("is not touched when it is another source than the one we know", () => {
    expect(emptiedSafely("log.innerHTML = '';")).toBeNull();
  });
});
