import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { translate } from "../../client/inference.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import type { Translation } from "../../protocol/inference.ts";
import { feedTranslation } from "./translationFeed.ts";
import { choiceIn, choosePhoto, chooseTarget, useChoices } from "./translations.ts";

vi.mock("../../client/inference.ts", () => ({ translate: vi.fn() }));

const good = { name: "good.png", image: new Blob(["good"]), label: 0 };
const gone = { name: "gone.png", image: new Blob(["gone"]), label: 1 };

const choice = () => choiceIn(useChoices.getState(), "run");
const bitmap = () => ({ close: vi.fn() }) as unknown as ImageBitmap;

const onTranslation = vi.fn();
const onTrouble = vi.fn();
let stop: () => void;

beforeEach(() => {
  useChoices.setState({ byRun: {} });
  vi.mocked(translate).mockImplementation(async (_run, image): Promise<Translation> => {
    if (image === gone.image) throw Object.assign(new Error(), { name: "UnreadableImage" });
    return { photo: bitmap(), picture: bitmap() };
  });
  stop = feedTranslation("run", { onTranslation, onTrouble });
});

afterEach(() => {
  stop();
  vi.clearAllMocks();
});

it("asks for a photo, and again for the other direction", async () => {
  choosePhoto("run", good);
  await eventually(() => expect(onTranslation).toHaveBeenCalledTimes(1));
  chooseTarget("run", 0);
  await eventually(() => expect(onTranslation).toHaveBeenCalledTimes(2));
  expect(vi.mocked(translate).mock.calls).toEqual([
    ["run", good.image, 1],
    ["run", good.image, 0],
  ]);
});

it("goes back to the photo before when one cannot be read, without asking for it again", async () => {
  choosePhoto("run", good);
  await eventually(() => expect(onTranslation).toHaveBeenCalled());
  const kept = choice();
  choosePhoto("run", gone);
  const wish = choice();
  await eventually(() => expect(onTrouble).toHaveBeenCalled());
  expect(onTrouble).toHaveBeenCalledWith(wish, "error.UnreadableImage", kept);
  expect(choice()).toBe(kept);
  expect(translate).toHaveBeenCalledTimes(2);
});

it("has no photo again when the first cannot be read, but keeps the direction", async () => {
  stop();
  chooseTarget("run", 0);
  stop = feedTranslation("run", { onTranslation, onTrouble });
  choosePhoto("run", { ...gone, label: null });
  await eventually(() => expect(onTrouble).toHaveBeenCalled());
  expect(choice()).toEqual({ photo: null, target: 0 });
});

it("frees what comes after its end", async () => {
  const late = { photo: bitmap(), picture: bitmap() };
  let answer: (translation: Translation) => void = () => undefined;
  vi.mocked(translate).mockReturnValue(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  choosePhoto("run", good);
  stop();
  answer(late);
  await eventually(() => expect(late.picture.close).toHaveBeenCalled());
  expect(late.photo.close).toHaveBeenCalled();
  expect(onTranslation).not.toHaveBeenCalled();
});
