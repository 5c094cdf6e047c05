import { describe, expect, it } from "vitest";
import { domainsOf, withDomain } from "./domains.ts";
import { projectOf } from "./testing/projectOf.ts";

describe("domainsOf", () => {
  it("takes the two classes with most photos, in the project's order", () => {
    expect(domainsOf(projectOf(2, 9, 1, 12))).toEqual(["c1", "c3"]);
    expect(domainsOf(projectOf(3, 3, 3))).toEqual(["c0", "c1"]);
  });

  it("takes the chosen ones, in the chosen order", () => {
    expect(domainsOf(projectOf(2, 9, 1), ["c2", "c0"])).toEqual(["c2", "c0"]);
  });

  it("leaves a choice of which one has gone or is empty", () => {
    expect(domainsOf(projectOf(2, 9, 1), ["c2", "c7"])).toEqual(["c0", "c1"]);
    expect(domainsOf(projectOf(2, 9, 0), ["c2", "c0"])).toEqual(["c0", "c1"]);
  });

  it("is null where fewer than two classes have photos", () => {
    expect(domainsOf(projectOf(4, 0))).toBeNull();
    expect(domainsOf(projectOf())).toBeNull();
  });
});

describe("withDomain", () => {
  it("changes one place", () => {
    expect(withDomain(["a", "b"], 0, "c")).toEqual(["c", "b"]);
    expect(withDomain(["a", "b"], 1, "c")).toEqual(["a", "c"]);
  });

  it("lets the two change places", () => {
    expect(withDomain(["a", "b"], 0, "b")).toEqual(["b", "a"]);
    expect(withDomain(["a", "b"], 1, "a")).toEqual(["b", "a"]);
  });
});
