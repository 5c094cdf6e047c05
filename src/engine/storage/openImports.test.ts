import { expect, it } from "vitest";
import { OpenImports } from "./openImports.ts";

const item = (name: string) => ({ file: new File([], name), folder: "" });

it("gathers an import's files in order, and knows that it was cancelled before it began", () => {
  const imports = new OpenImports();
  const [a, b] = [item("a"), item("b")];
  imports.add("one", [a]);
  imports.add("other", []);
  imports.cancel("one");
  imports.cancel("unknown");
  const { items, cancelling } = imports.add("one", [b]);
  expect(items).toEqual([a, b]);
  expect(cancelling.signal.aborted).toBe(true);
  expect(imports.add("other", []).cancelling.signal.aborted).toBe(false);
  imports.delete("one");
  expect(imports.add("one", []).items).toEqual([]);
});
