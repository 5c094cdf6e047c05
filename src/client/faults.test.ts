/** What nobody waits for is told, and told once. */
import { expect, it } from "vitest";
import { useAppStore } from "../state/store.ts";
import { listenToFaults, reportFault } from "./faults.ts";

const told = () => useAppStore.getState().notices.map(({ message }) => message);

it("tells once of what is thrown in the page and in a worker, and of no notice of the browser's", () => {
  const page = new EventTarget();
  listenToFaults(page);
  page.dispatchEvent(new Event("error")); // without an error
  expect(told()).toEqual([]);
  page.dispatchEvent(new Event("unhandledrejection"));
  page.dispatchEvent(new Event("unhandledrejection"));
  page.dispatchEvent(Object.assign(new Event("error"), { error: new Error("no") }));
  reportFault(); // as of a worker
  expect(told()).toEqual(["error.Unexpected"]);
});
