import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { withCompiledMessages } from "./compiledMessages.ts";

const compiled = (value: string) =>
  withCompiledMessages("src/messages/en/data.ts", `export const data = { "a.b": ${value} };\n`);

describe("messages at build time", () => {
  it.each(["Photos", "{name} of 1", "{count, plural, one {# photo} other {# photos}}"])(
    "%j is what the library makes of it",
    (message) => {
      const tokens = JSON.stringify(compileMessage(message));
      expect(compiled(JSON.stringify(message))).toBe(`export const data = { "a.b": ${tokens} };\n`);
    },
  );

  it("keeps the order and all that is between them", () => {
    const code = 'const a = {\n  x: "1",\n  // why\n  y: "2",\n};';
    expect(withCompiledMessages("a.ts", code)).toBe(
      'const a = {\n  x: ["1"],\n  // why\n  y: ["2"],\n};',
    );
  });

  it.each(["`text`", "1", '"a" + "b"', '"{name"'])("refuses %s", (value) => {
    expect(() => compiled(value)).toThrow();
  });
});
