/**
 * A disk that is full in the middle of an import, at a film, at a checkpoint and at the save of a project:
 * each is told, on any desk and in both languages, nothing is torn, and all is saved once there is room.
 */
import type { Locator, Page } from "@playwright/test";
import { inChinese } from "./inChinese.ts";
import { LimitedDisk } from "./limitedDisk.ts";
import { type DeskName, StudioPage } from "./pages/studioPage.ts";
import { expect } from "./patientExpect.ts";
import { textureKinds, writeTextureFolders } from "./textures.ts";

const places = ["import", "film", "checkpoint", "save"] as const;
export type Place = (typeof places)[number];

const words: Readonly<Record<Place, readonly [english: RegExp, chinese: RegExp]>> = {
  import: [/full, so some photos could not be added/, /已满，有些照片未能添加/],
  film: [/full\. The film of a training is in this tab only/, /已满。训练影片只保留在此标签页中/],
  checkpoint: [/full\. Training goes on, but/, /已满。训练仍在继续，但/],
  save: [
    /full\. Your last changes to a project are in this tab only/,
    /已满。您对项目的最新更改只保留在此标签页中/,
  ],
};

/** Bytes: in all; and, at the film, that a checkpoint's growth needs but no picture fits in. */
const smallDisk = 1_000_000;
const almostNothing = 60_000;

/** More than the small disk holds. */
const photosPerClass = 24;
const allPhotos = photosPerClass * Object.keys(textureKinds).length;

/** @param folder for the photos. @returns ms from the first write that failed to the words, for each place */
export async function fullDisk(page: Page, folder: string): Promise<Record<Place, number>> {
  const journey = await Journey.open(page, writeTextureFolders(folder, photosPerClass));
  const toldAfterMs = {
    import: await journey.import(),
    film: await journey.film(),
    checkpoint: await journey.checkpoint(),
    save: await journey.save(),
  };
  await journey.makeRoom();
  return toldAfterMs;
}

class Journey {
  readonly #page: Page;
  readonly #studio: StudioPage;
  readonly #disk: LimitedDisk;
  readonly #folder: string;
  readonly #banner: Locator;
  readonly #name: Locator;
  /** What the class is called that was renamed without room. */
  #renamed = "";

  private constructor(page: Page, studio: StudioPage, disk: LimitedDisk, folder: string) {
    this.#page = page;
    this.#studio = studio;
    this.#disk = disk;
    this.#folder = folder;
    this.#banner = page.getByRole("alert");
    this.#name = page.getByRole("textbox", { name: "Name of the class" }).first();
  }

  static async open(page: Page, folder: string): Promise<Journey> {
    const studio = new StudioPage(page);
    await studio.open("?backend=wasm");
    await page.getByRole("button", { name: "Projects" }).click();
    await page.getByRole("menuitem", { name: "New project" }).click();
    await expect(page.getByText("This project has no photos yet")).toBeVisible();
    return new Journey(page, studio, await LimitedDisk.of(page), folder);
  }

  /** Full at some photo in the middle: the others are there, after a reload too, and then there is room for all. */
  async import(): Promise<number> {
    const since = Date.now();
    await this.#disk.limit(smallDisk);
    await this.#addPhotos();
    const ms = await this.#told("import", since);
    const report = this.#page.getByRole("region", { name: /^\d+ files were not added$/ });
    const refused = Number(/\d+/.exec((await report.textContent()) ?? "")?.[0]);
    await expect(report).toContainText("No room left in the browser’s storage");
    await inChinese(this.#page, () =>
      expect(
        this.#page.getByRole("region", { name: `有 ${refused} 个文件未能添加` }),
      ).toContainText("浏览器的存储空间不足"),
    );
    expect(refused).toBeLessThan(allPhotos);
    await this.#reload();
    await this.#hasPhotos(allPhotos - refused);
    await this.#disk.limit();
    await this.#addPhotos();
    await this.#hasPhotos(allPhotos);
    return ms;
  }

  /** Room for the run's state, once what can be made again has gone for it, and for no picture more. */
  async film(): Promise<number> {
    await this.#studio.train("Variational autoencoder", 4);
    await this.#studio.press("Pause");
    await this.#trainOn(); // from here on both slots of its checkpoint are there
    const needed = (await this.#disk.usedBytes()) - (await this.#disk.cachedBytes());
    await this.#disk.limit(needed + almostNothing);
    const since = Date.now();
    await this.#trainOn();
    return this.#told("film", since);
  }

  async checkpoint(): Promise<number> {
    const since = Date.now();
    await this.#disk.limit(smallDisk);
    await this.#trainOn();
    const ms = await this.#told("checkpoint", since);
    await expect(this.#banner.getByRole("button")).toHaveCount(0); // they change, and the words would be read out again
    return ms;
  }

  async save(): Promise<number> {
    await this.#studio.goTo("Data");
    const since = Date.now();
    let tries = 0;
    await expect(async () => {
      this.#renamed = `in memory ${++tries}`; // the database notices late that there is no room
      await this.#name.fill(this.#renamed);
      await this.#name.press("Enter");
      await expect(this.#banner).toContainText(words.save[0], { timeout: 1000 });
    }).toPass({ timeout: 60_000 });
    const ms = await this.#told("save", since, "record");
    await expect(this.#page.getByText("Not saved")).toBeVisible();
    const desks: readonly DeskName[] = ["Generate", "Inspect", "Library", "Train"];
    for (const desk of desks) {
      await this.#studio.goTo(desk);
      await expect(this.#banner).toBeVisible();
    }
    return ms;
  }

  /** All is saved by itself, and there after a reload. */
  async makeRoom(): Promise<void> {
    const steps = await this.#studio.stepsTaken();
    const frames = await this.#frames();
    await this.#disk.limit();
    await expect(this.#banner).toBeHidden();
    await expect(this.#page.getByText("Saved", { exact: true })).toBeVisible();
    await this.#reload();
    await this.#studio.goTo("Train");
    await expect(this.#studio.button("Resume")).toBeEnabled();
    expect(await this.#studio.stepsTaken()).toBe(steps);
    await expect.poll(() => this.#frames()).toBe(frames);
    await this.#studio.goTo("Data");
    await expect(this.#name).toHaveValue(this.#renamed);
    await this.#hasPhotos(allPhotos);
  }

  /** Some steps with a picture, and a pause, which keeps the run at once. */
  async #trainOn(): Promise<void> {
    const frames = await this.#frames();
    await this.#studio.press("Resume");
    await expect.poll(() => this.#frames()).toBeGreaterThan(frames);
    await this.#studio.press("Pause");
    await expect(this.#studio.button("Resume")).toBeEnabled();
  }

  async #frames(): Promise<number> {
    const film = this.#page.getByRole("slider", { name: "Film of the training" });
    return Number(await film.getAttribute("max"));
  }

  async #addPhotos(): Promise<void> {
    await this.#page.locator("input[webkitdirectory]").setInputFiles(this.#folder);
  }

  async #hasPhotos(count: number): Promise<void> {
    await expect(this.#page.getByText(`${count} photos in 2 classes`)).toBeVisible();
    await expect(this.#page.getByText("cannot be read")).toHaveCount(0);
  }

  async #reload(): Promise<void> {
    await this.#studio.open("?backend=wasm");
    await this.#disk.watch();
  }

  async #told(place: Place, since: number, kind?: "record"): Promise<number> {
    const [english, chinese] = words[place];
    await expect(this.#banner).toContainText(english);
    await inChinese(this.#page, () => expect(this.#banner).toContainText(chinese));
    return this.#disk.toldAfterMs(english, since, kind);
  }
}
