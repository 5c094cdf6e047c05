/**
 * Drives whatever a desk offers to type, step, slide, choose or switch, found by element and role: a new
 * input is covered without being named. What matters is that the page survives, so every input is also
 * given what makes no sense in it.
 */
import type { ElementHandle, Page } from "@playwright/test";

/** Out of range, another locale's, not a number: one may be right, none may break a thing. */
const oddTexts = ["-1e9", "０．５", "E-4 abc"];
const pastedText = "12,500 \t<b>x</b>";

type InputKind = "text" | "slider" | "switch" | "list" | "unfolding" | "radio";

interface FoundInput {
  readonly kind: InputKind;
  /** As a screen reader says it. */
  readonly name: string;
}

/**
 * Drives each input of the main area, and what appears while it does so, until all of them are in
 * `driven` ("desk / kind / name"); those that are in it already are left out.
 * @param afterEach is given the key of the input just driven, and throws where the page has suffered
 */
export async function driveEveryInput(
  page: Page,
  desk: string,
  driven: Set<string>,
  afterEach: (key: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const next = await page.evaluateHandle(findNext, { desk, driven: [...driven] });
    const input = next.asElement() as ElementHandle<HTMLElement> | null;
    if (!input) return;
    const { kind, name } = await input.evaluate(
      (element) => JSON.parse(element.dataset.found ?? "") as FoundInput,
    );
    const key = `${desk} / ${kind} / ${name}`;
    driven.add(key);
    try {
      await drive(page, input, kind);
    } catch (error) {
      if (await input.evaluate((element) => element.isConnected)) throw error;
    } // an input that its own value takes away is driven as far as it goes
    await afterEach(key);
  }
}

/** Runs in the page: the next visible input that was not driven; notes what it is on the element. */
function findNext({ desk, driven }: { desk: string; driven: readonly string[] }) {
  const kinds: readonly (readonly [InputKind, string])[] = [
    ["unfolding", "button[aria-expanded='false']:not([aria-haspopup])"],
    ["text", "input[type='text'], input[type='search'], input[type='number'], textarea"],
    ["slider", "input[type='range'], [role='slider']"],
    ["switch", "[role='switch'], [role='checkbox'], input[type='checkbox']"],
    ["list", "button[aria-haspopup='listbox'], select"],
    ["radio", "[role='radio'], input[type='radio']"], // last: a choice may take other inputs away
  ];
  const nameOf = (element: HTMLElement): string => {
    const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const labels = ids.map((id) => document.getElementById(id)?.textContent ?? "");
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    const name = element.getAttribute("aria-label") ?? (labels.join(" ").trim() || label);
    // One of a numbered row stands for all of it.
    return (name || (element.textContent ?? "")).replaceAll(/\d+/g, "#");
  };
  for (const [kind, selector] of kinds) {
    for (const element of document.querySelectorAll<HTMLElement>(`main :is(${selector})`)) {
      const isHidden = element.closest("[hidden], [aria-hidden='true'], [inert]") !== null;
      if (isHidden || element.matches(":disabled, [aria-disabled='true'], [readonly]")) continue;
      const name = nameOf(element);
      if (driven.includes(`${desk} / ${kind} / ${name}`)) continue;
      element.dataset.found = JSON.stringify({ kind, name });
      return element;
    }
  }
  return null;
}

async function drive(
  page: Page,
  input: ElementHandle<HTMLElement>,
  kind: InputKind,
): Promise<void> {
  switch (kind) {
    case "unfolding":
    case "radio":
      return await input.press("Space");
    case "switch":
      return await pressEach(page, input, ["Space", "Space"]);
    case "slider":
      return await pressEach(page, input, slidingKeys);
    case "text":
      return await type(page, input);
    case "list":
      return await chooseLastThenFirst(page, input);
    default:
      kind satisfies never;
  }
}

const steppingKeys = ["ArrowUp", "ArrowUp", "ArrowDown"];
const slidingKeys = [...steppingKeys, "PageUp", "Alt+ArrowRight", "End", "Home"];

async function pressEach(
  page: Page,
  input: ElementHandle<HTMLElement>,
  keys: readonly string[],
): Promise<void> {
  await input.focus();
  for (const key of keys) await page.keyboard.press(key);
}

async function chooseLastThenFirst(page: Page, input: ElementHandle<HTMLElement>): Promise<void> {
  for (const key of ["End", "Home"]) {
    if (!(await input.evaluate((element) => element.isConnected))) return; // the last choice took the list away
    await pressEach(page, input, ["Enter"]);
    await page.locator("[role='option']:focus").waitFor(); // a key that comes before it goes nowhere
    await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor({ state: "hidden" });
  }
}

async function type(page: Page, input: ElementHandle<HTMLElement>): Promise<void> {
  const before = await input.inputValue();
  await pressEach(page, input, steppingKeys);
  await input.fill("");
  await page.keyboard.press("Tab"); // away from an empty field
  for (const text of oddTexts) {
    await input.fill(text);
    await page.keyboard.press("Enter");
  }
  await pressEach(page, input, ["ControlOrMeta+A", "ControlOrMeta+V", "Enter"]);
  await input.fill(before);
  await page.keyboard.press("Enter");
}

/** Puts a text on the clipboard that a number field has no use for. */
export async function fillClipboard(page: Page): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), pastedText);
}
