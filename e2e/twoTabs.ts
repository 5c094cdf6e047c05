/**
 * Two tabs of one browser and chance: acts as people do them, in whichever tab, and a model of what must be
 * there. After each act one tab may edit, and both show what was said to be saved.
 */
import type { BrowserContext, Page } from "@playwright/test";
import { Rng } from "../src/lib/rng.ts";
import { StudioPage } from "./pages/studioPage.ts";
import { expect } from "./patientExpect.ts";
import { textureKinds, texturePng } from "./textures.ts";

/** What must be there. */
interface Expected {
  projectName: string;
  /** In order. */
  classes: { name: string; photos: number }[];
  runs: number;
}

const kinds = [
  "renameProject",
  "renameClass",
  "addClass",
  "importPhotos",
  "moveClass",
  "deleteClass",
  "takeOver",
  "reload",
  "crash",
  "editInBoth",
  "train",
  "resumeInTheOther",
] as const;
type Kind = (typeof kinds)[number];

interface Report {
  readonly acts: number;
  readonly edits: number;
  readonly takeOvers: number;
  readonly runs: number;
  /** One line each: the act, and what was not as it must be. */
  readonly failures: readonly string[];
}

const readOnly = "is being edited in another tab";

/** @param onAct told before each act and at the end */
export async function randomActs(
  context: BrowserContext,
  count: number,
  seed: number,
  onAct: (done: number) => void = () => undefined,
): Promise<Report> {
  const session = await TwoTabs.open(context, seed);
  const failures: string[] = [];
  for (let at = 0; at < count; at++) {
    onAct(at);
    const kind = session.draw();
    try {
      await session.act(kind);
      await session.check();
    } catch (error) {
      const seen = await session.describe();
      failures.push(`seed ${seed}, act ${at + 1} (${kind}): ${(error as Error).message}\n${seen}`);
      if (failures.length > 2) break;
      await session.startAnew();
    }
  }
  onAct(count);
  const { edits, takeOvers, runs } = session;
  return { acts: count, edits, takeOvers, runs, failures };
}

class TwoTabs {
  edits = 0;
  takeOvers = 0;
  readonly #context: BrowserContext;
  readonly #rng: Rng;
  readonly #expected: Expected = { projectName: "", classes: [], runs: 0 };
  #tabs: [StudioPage, StudioPage];
  #made = 0;
  #deck: Kind[] = [];

  private constructor(context: BrowserContext, seed: number, tabs: [StudioPage, StudioPage]) {
    this.#context = context;
    this.#rng = new Rng(seed);
    this.#tabs = tabs;
  }

  static async open(context: BrowserContext, seed: number): Promise<TwoTabs> {
    const first = await openTab(context);
    await first.page.getByRole("button", { name: "Projects", exact: true }).click();
    await first.page.getByRole("menuitem", { name: "New project" }).click();
    await expect(nameField(first)).toHaveValue("New project");
    await saved(first);
    const tabs = new TwoTabs(context, seed, [first, await openTab(context)]);
    tabs.#expected.projectName = "New project";
    await tabs.check();
    return tabs;
  }

  get runs(): number {
    return this.#expected.runs;
  }

  /** Each kind comes once before one comes twice. */
  draw(): Kind {
    if (this.#deck.length === 0) {
      this.#deck = [...this.#rng.permutation(kinds.length)].map((at) => kinds[at] as Kind);
    }
    return this.#deck.pop() as Kind;
  }

  /** One tab may edit, and both show what must be there. */
  async check(): Promise<void> {
    await expect
      .poll(() => Promise.all(this.#tabs.map((tab) => isReader(tab).then((reads) => !reads))), {
        message: "one tab may edit",
      })
      .toEqual(expect.arrayContaining([true, false]));
    for (const tab of this.#tabs) {
      await expect
        .poll(() => shown(tab), { message: "what was saved is shown" })
        .toEqual({ projectName: this.#expected.projectName, classes: this.#expected.classes });
    }
  }

  /** What either tab shows, to find out what went wrong. */
  async describe(): Promise<string> {
    const texts = this.#tabs.map(({ page }) =>
      page
        .locator("body")
        .innerText({ timeout: 1000 })
        .catch((error: Error) => error.message),
    );
    const shownTexts = await Promise.all(texts);
    return shownTexts.map((text) => text.replaceAll(/\s+/g, " ").slice(0, 900)).join("\n---\n");
  }

  /** After a failure: what is there is taken for what must be there. */
  async startAnew(): Promise<void> {
    for (const { page } of this.#tabs) await page.close().catch(() => undefined);
    this.#tabs = [await openTab(this.#context), await openTab(this.#context)];
    Object.assign(this.#expected, await shown(this.#tabs[0]));
  }

  async act(kind: Kind): Promise<void> {
    const [writer, reader] = await this.#roles();
    switch (kind) {
      case "renameProject":
        return this.#renameProject(writer);
      case "renameClass":
        return this.#renameClass(writer);
      case "addClass":
        return this.#addClass(writer);
      case "importPhotos":
        return this.#importPhotos(writer);
      case "moveClass":
        return this.#moveClass(writer);
      case "deleteClass":
        return this.#deleteClass(writer);
      case "takeOver":
        this.takeOvers++;
        return takeOver(reader);
      case "reload":
        return reload(this.#rng.below(2) === 0 ? writer : reader);
      case "crash":
        return this.#crash(this.#rng.below(2) === 0 ? writer : reader);
      case "editInBoth":
        await this.#renameProject(writer);
        await takeOver(reader);
        return this.#renameProject(reader);
      case "train":
        return this.#train(this.#rng.below(2) === 0 ? writer : reader);
      case "resumeInTheOther":
        return this.#resumeInTheOther(writer, reader);
      default:
        kind satisfies never;
    }
  }

  async #roles(): Promise<[StudioPage, StudioPage]> {
    const [a, b] = this.#tabs;
    return (await isReader(a)) ? [b, a] : [a, b];
  }

  async #renameProject(tab: StudioPage): Promise<void> {
    const name = `Project ${++this.#made}`;
    await nameField(tab).fill(name);
    await nameField(tab).press("Enter");
    this.#expected.projectName = name;
    await this.#done(tab);
  }

  async #addClass(tab: StudioPage): Promise<void> {
    await tab.press("Add class");
    const field = tab.page.locator("section[data-class-id]").last().getByRole("textbox");
    const name = `Class ${++this.#made}`;
    await field.fill(name);
    await field.press("Enter");
    this.#expected.classes.push({ name, photos: 0 });
    await this.#done(tab);
  }

  async #renameClass(tab: StudioPage): Promise<void> {
    const entry = this.#anyClass();
    if (!entry) return this.#addClass(tab);
    const name = `Class ${++this.#made}`;
    const field = cardOf(tab, entry.name).getByRole("textbox");
    await field.fill(name);
    await field.press("Enter");
    entry.name = name;
    await this.#done(tab);
  }

  async #importPhotos(tab: StudioPage): Promise<void> {
    const count = 1 + this.#rng.below(2);
    const files = Array.from({ length: count }, () => {
      const bytes = texturePng(textureKinds.bark, 64, ++this.#made);
      return { name: `${this.#made}.png`, mimeType: "image/png", buffer: Buffer.from(bytes) };
    });
    await tab.page.locator('main input[type=file][aria-label="Add photos"]').setInputFiles(files);
    await expect(tab.page.getByText(/ photos? added$/).last()).toBeVisible();
    const unsorted = this.#expected.classes.find(({ name }) => name === "Unsorted");
    if (unsorted) unsorted.photos += count;
    else this.#expected.classes.push({ name: "Unsorted", photos: count });
    await this.#done(tab);
  }

  async #moveClass(tab: StudioPage): Promise<void> {
    const [first, second] = this.#expected.classes;
    if (!first || !second) return this.#addClass(tab);
    await this.#choose(tab, first.name, "Move back");
    this.#expected.classes.splice(0, 2, second, first);
    await this.#done(tab);
  }

  async #deleteClass(tab: StudioPage): Promise<void> {
    const entry = this.#anyClass();
    if (!entry) return this.#addClass(tab);
    await this.#choose(tab, entry.name, "Delete class");
    this.#expected.classes.splice(this.#expected.classes.indexOf(entry), 1);
    await this.#done(tab);
  }

  async #choose(tab: StudioPage, className: string, action: string): Promise<void> {
    await cardOf(tab, className)
      .getByRole("button", { name: /^Actions for / })
      .click();
    await tab.page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  #anyClass(): Expected["classes"][number] | undefined {
    const { classes } = this.#expected;
    return classes[this.#rng.below(Math.max(1, classes.length))];
  }

  async #done(tab: StudioPage): Promise<void> {
    this.edits++;
    await saved(tab);
  }

  async #crash(doomed: StudioPage): Promise<void> {
    await crash(doomed.page);
    const fresh = await openTab(this.#context);
    const [a, b] = this.#tabs;
    this.#tabs = a === doomed ? [fresh, b] : [a, fresh];
    await doomed.page.close();
  }

  /** As few steps of a tiny model as there may be; both tabs then list the same runs, each by a name of its own. */
  async #train(tab: StudioPage): Promise<void> {
    if (this.#expected.classes.every(({ photos }) => photos < 2)) return;
    await tab.chooseTiny("AE: Autoencoder", 10);
    await startRun(tab);
    this.#expected.runs++;
    await this.#checkRuns(tab);
  }

  async #resumeInTheOther(writer: StudioPage, reader: StudioPage): Promise<void> {
    if (this.#expected.classes.every(({ photos }) => photos < 2)) return;
    await writer.chooseTiny("AE: Autoencoder", 50_000);
    await startRun(writer);
    this.#expected.runs++;
    await reader.goTo("Train");
    await reader.page.getByRole("radio", { name: "AE: Autoencoder", exact: true }).click();
    await reader.button("Pause it there").click({ timeout: 60_000 });
    await expect.poll(async () => (await runNames(reader)).length).toBe(this.#expected.runs); // told by the other tab
    await reader.page
      .getByRole("main")
      .getByRole("button", { name: /^Show / })
      .first() // the newest; an earlier one may be in view
      .click();
    await reader.press("Resume");
    await reader.press("Stop");
    await expect(reader.button("Train"), "it is stopped").toBeVisible();
    await this.#checkRuns(reader);
  }

  async #checkRuns(tab: StudioPage): Promise<void> {
    for (const each of this.#tabs) {
      await each.goTo("Train");
      await each.page.getByRole("radio", { name: "AE: Autoencoder", exact: true }).click();
    }
    await expect.poll(async () => (await runNames(tab)).length).toBe(this.#expected.runs);
    const ofTab = await runNames(tab);
    expect(new Set(ofTab).size, "each run has a name of its own").toBe(ofTab.length);
    for (const each of this.#tabs) {
      await expect
        .poll(() => runNames(each), { message: "both list the same runs" })
        .toEqual(ofTab);
      await each.goTo("Data");
    }
  }
}

/** Of the runs that the Train desk lists. */
const runNames = ({ page }: StudioPage): Promise<string[]> =>
  page
    .getByRole("textbox", { name: "Name of the run" })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

async function openTab(context: BrowserContext): Promise<StudioPage> {
  const studio = new StudioPage(await context.newPage());
  await studio.page.goto("/?backend=wasm");
  await expect(studio.page.getByRole("button", { name: /^Compute engine: / })).toBeVisible();
  return studio;
}

const nameField = ({ page }: StudioPage) => page.getByRole("textbox", { name: "Project name" });

const cardOf = ({ page }: StudioPage, name: string) =>
  page.getByRole("region", { name, exact: true });

const saved = ({ page }: StudioPage) =>
  expect(page.getByText("Saved", { exact: true })).toBeVisible();

const isReader = ({ page }: StudioPage): Promise<boolean> => page.getByText(readOnly).isVisible();

/** A crash or a reload may have left the run in view paused: it stays so. */
const startRun = (tab: StudioPage) => tab.button("Train").or(tab.button("Train anew")).click();

async function takeOver(tab: StudioPage): Promise<void> {
  await tab.page.getByRole("button", { name: "Take over here" }).click();
  await expect(tab.page.getByText(readOnly)).toBeHidden();
}

async function reload({ page }: StudioPage): Promise<void> {
  await page.reload();
  await expect(page.getByRole("button", { name: /^Compute engine: / })).toBeVisible();
}

/** Its renderer dies, with all of its workers. */
export async function crash(page: Page): Promise<void> {
  const died = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => undefined); // nobody is left to answer
  await died;
}

/** What the Data desk shows. */
async function shown({ page }: StudioPage): Promise<Pick<Expected, "projectName" | "classes">> {
  const projectName = await page.getByRole("textbox", { name: "Project name" }).inputValue();
  const classes = await page.locator("section[data-class-id]").evaluateAll((cards) =>
    cards.map((card) => ({
      name: card.querySelector("input")?.value ?? "",
      photos: Number(/^\d+/.exec(card.querySelector("p")?.textContent ?? "")?.[0]),
    })),
  );
  return { projectName, classes };
}
