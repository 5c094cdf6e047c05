/** What a person should know about the data before training: nothing here stops them. */
import { classNameKey } from "../../lib/className.ts";
import type { MessageId, MessageValues } from "../../messages/text.ts";
import { photoContent } from "../../protocol/photoContent.ts";
import type { Project, TextureClass } from "../../protocol/project.ts";

export interface DataCheck {
  readonly message: MessageId & `check.${string}`;
  readonly values: MessageValues;
}

/** From here on a class is so much larger that a model may prefer it. */
const strongImbalance = 4;

/** @returns nothing for a project without photos: there the desk already says what to do */
export function dataChecks({ classes }: Pick<Project, "classes">): DataCheck[] {
  const filled = classes.filter(({ photos }) => photos.length > 0);
  if (filled.length === 0) return [];
  const checks: DataCheck[] = [];
  if (filled.length === 1) checks.push({ message: "check.oneClass", values: {} });
  for (const { name, photos } of classes) {
    if (photos.length === 0) checks.push({ message: "check.emptyClass", values: { name } });
    if (photos.length === 1) checks.push({ message: "check.singlePhoto", values: { name } });
  }
  const sorted = filled.toSorted((a, b) => a.photos.length - b.photos.length);
  const [small, large] = [sorted[0], sorted.at(-1)];
  const ratio = small && large ? large.photos.length / small.photos.length : 1;
  if (small && large && ratio >= strongImbalance) {
    const values = { small: small.name, large: large.name, ratio: Math.round(ratio) };
    checks.push({ message: "check.imbalance", values });
  }
  return [...checks, ...nameChecks(classes), ...copyChecks(filled)];
}

/** Names that several classes have, as an early version of the app allowed: each once. */
function nameChecks(classes: readonly Pick<TextureClass, "name">[]): DataCheck[] {
  const byKey = new Map<string, string[]>();
  for (const { name } of classes) {
    const key = classNameKey(name);
    byKey.set(key, [...(byKey.get(key) ?? []), name]);
  }
  return [...byKey.values()].flatMap(([name = "", ...others]): DataCheck[] =>
    others.length > 0
      ? [{ message: "check.sameName", values: { name, count: 1 + others.length } }]
      : [],
  );
}

/** Photos that are there more than once in a class, and those that are in several. */
function copyChecks(classes: readonly Pick<TextureClass, "photos">[]): DataCheck[] {
  const contents = classes.map(({ photos }) => photos.map(({ source }) => photoContent(source)));
  const copies = contents.map((all) => all.length - new Set(all).size).filter((count) => count > 0);
  const holders = new Map<string, number>();
  for (const all of contents) {
    for (const content of new Set(all)) holders.set(content, (holders.get(content) ?? 0) + 1);
  }
  const isShared = (content: string) => (holders.get(content) ?? 0) > 1;
  const shared = [...holders.keys()].filter(isShared);
  const checks: DataCheck[] = [];
  if (copies.length > 0) {
    const count = copies.reduce((sum, some) => sum + some, 0);
    checks.push({ message: "check.copies", values: { count, classes: copies.length } });
  }
  if (shared.length > 0) {
    const involved = contents.filter((all) => all.some(isShared)).length;
    const values = { count: shared.length, classes: involved };
    checks.push({ message: "check.sharedPhotos", values });
  }
  return checks;
}
