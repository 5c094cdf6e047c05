/** What people read of each failure that reaches them by its name: what happened, and what to do about it. */
import { afterAll, describe, expect, it } from "vitest";
import { messages as en } from "../messages/en/index.ts";
import { i18n, type MessageId } from "../messages/text.ts";
import { messages as zh } from "../messages/zh/index.ts";
import type { EngineErrorName } from "../protocol/errors.ts";
import type { SkipReason } from "../protocol/importing.ts";
import type { StorageTrouble } from "../protocol/storageUse.ts";
import { errorMessageId } from "./notices.ts";

type Words = readonly [english: string, chinese: string];

function expectWords(id: string, [english, chinese]: Words): void {
  i18n.loadAndActivate({ locale: "en", messages: en });
  expect(i18n._(id)).toContain(english);
  i18n.loadAndActivate({ locale: "zh", messages: zh });
  expect(i18n._(id)).toContain(chinese);
}

afterAll(() => i18n.loadAndActivate({ locale: "en", messages: en }));

const errors: Readonly<Record<EngineErrorName | "WorkerLost" | "TypeError", Words>> = {
  UnreadableImage: [
    "not be there any more. Try it again, saved as PNG or JPEG",
    "请另存为 PNG 或 JPEG 后重试",
  ],
  StorageFull: ["Nothing was lost; delete runs or photos", "没有丢失任何内容；请删除不再需要的"],
  StorageFailed: ["Your work is still open in this tab", "您的工作仍保留在此标签页中"],
  OutOfMemory: ["not enough memory to compute this", "内存不足，无法完成这次计算"],
  TooLarge: ["Choose fewer crops per photo, less overlap", "请减少每张照片的裁剪数"],
  DeviceLost: ["The graphics card stopped while", "显卡在处理时中断了"],
  Diverged: ["Start again with a lower learning rate", "请用更低的学习率或更大的批量重新开始"],
  NotEnoughData: ["at least two to hold one out", "至少两张才能留出一张用于验证"],
  UnknownRun: ["This model is no longer here", "这个模型已不存在"],
  BadCheckpoint: ["saved model is damaged", "保存的模型已损坏"],
  LostDataSet: ["model can still be used, but not trained", "模型仍可使用，但无法继续训练"],
  LostPatches: ["press Resume to try again", "训练已暂停，学到的内容没有丢失"],
  LostWeights: ["Its curves and film are still here", "它的曲线和影片仍然保留"],
  LostBest: ["The run itself is still here", "训练本身仍在"],
  NotServed: ["Check the connection, then try again", "请检查网络连接，然后重试"],
  BadSetting: ["This setting was not changed", "设置没有更改"],
  Conflict: ["Another tab changed this first", "另一个标签页先作了更改"],
  BusyElsewhere: ["Another tab is training", "另一个标签页"],
  CalledOff: ["so this was not done. Nothing was lost", "这一步没有执行"],
  Cancelled: ["cancelled. Nothing else was changed", "已取消。其他内容没有更改"],
  WorkerLost: ["stopped before this was done. Please try again", "停止了。请再试一次"],
  TypeError: ["Your data are safe; try again or reload", "您的数据是安全的；请重试或重新加载页面"],
};

describe("an error of an act", () => {
  it.each(Object.entries(errors))("%s", (name, words) => {
    expectWords(errorMessageId(Object.assign(new Error("in the engine’s terms"), { name })), words);
  });
});

const skipped: Readonly<Record<SkipReason, Words>> = {
  empty: ["holds no data", "空文件"],
  notAnImage: ["Not an image", "不是图片"],
  unsupportedFormat: ["Save it as PNG or JPEG", "请另存为 PNG 或 JPEG"],
  tooLarge: ["too large", "文件太大"],
  tooManyPixels: ["a smaller copy will work", "请使用较小的副本"],
  tooSmall: ["Too small to hold any texture", "看不出纹理"],
  damaged: ["Damaged or cut off", "已损坏或不完整"],
  unreadable: ["could not read it", "无法读取"],
  timedOut: ["Took too long to read", "读取时间过长"],
  emptyFolder: ["holds no files", "没有文件"],
  storageFull: ["No room left in the browser’s storage", "浏览器的存储空间不足"],
  storageFailed: ["could not store it", "浏览器无法保存"],
};

describe("a file that is left out of an import", () => {
  it.each(Object.entries(skipped))("%s", (reason, words) => expectWords(`skip.${reason}`, words));
});

/** What is not written, and what becomes of it. */
const unwritten: Readonly<Record<StorageTrouble["what"], Words>> = {
  run: ["its newest state is in this tab only: keep it open", "最新状态只保留在此标签页中"],
  project: ["changes to a project are in this tab only: keep it open", "只保留在此标签页中"],
  photo: ["some photos could not be added", "有些照片未能添加"],
  film: ["The film of a training is in this tab only: keep it open", "训练影片只保留在此标签页中"],
  result: ["results on the Inspect desk are in this tab only: keep it open", "部分结果只保留在此"],
  settings: ["a recipe’s settings, are in this tab only: keep it open", "只保留在此标签页中"],
};

/** Of what could not be written, and of what is left to do; a photo has to be added again. */
const ways: Readonly<Record<StorageTrouble["failure"], readonly Words[]>> = {
  StorageFull: [
    ["The browser’s storage is full", "浏览器的存储空间已满"],
    ["elete what you no longer need", "删除不再需要的内容"],
  ],
  StorageFailed: [["The browser cannot write to its storage", "浏览器无法写入存储"]],
};

describe.each(Object.entries(ways))("on every desk while %s", (failure, said) => {
  it.each(Object.entries(unwritten))("%s", (what, words) => {
    const id = `banner.${failure}.${what}` as MessageId;
    for (const part of [words, ...said]) expectWords(id, part);
  });
});

const inMemory: Readonly<Record<string, readonly [MessageId, Words]>> = {
  "the engine is being replaced": [
    "banner.restarting.made",
    ["photos you added and models you trained in this tab are lost", "的照片和训练的模型会丢失"],
  ],
  "it was replaced": [
    "notice.memoryLost",
    ["Add the photos again where they are missing", "请在缺少照片的地方重新添加"],
  ],
  "it cannot be": ["banner.lost.made", ["in this tab are lost", "训练的模型已丢失"]],
  "a run begins anew": ["notice.runBeginsAnew", ["nothing of it had been saved", "尚未保存"]],
  "a run is left alone": ["notice.runNotBegun", ["then train it again", "然后重新训练"]],
  "another backend is asked for": [
    "backend.loses.made",
    ["lost when another takes its place. Download a copy first", "请先下载一份副本"],
  ],
  "a training stands still": ["banner.stalled.made", ["download a copy first", "请先下载一份副本"]],
};

describe("in a session that is kept nowhere, when", () => {
  it.each(Object.entries(inMemory))("%s", (_, [id, words]) => expectWords(id, words));
});

describe("where the newest state of a run found no room, when", () => {
  it.each([
    ["backend.loses.unwritten", ["Make room first, and it is saved by itself", "请先腾出空间"]],
    [
      "banner.stalled.unwritten",
      ["goes on from what could be saved last", "最后一次成功保存的状态"],
    ],
  ] as const)("%s", expectWords);
});

describe("of a project that another tab saved, where it", () => {
  it.each([
    ["deleted", ["was deleted in another tab", "已在另一个标签页中删除"]],
    ["newer", ["reload the page to get that version", "请重新加载页面以获取新版本"]],
    ["damaged", ["The Library desk lists it and saves", "资料库工作台会列出它，并可保存"]],
  ] as const)("is %s", (what, words) => expectWords(`notice.${what}Elsewhere`, words));
});

it("of an address that leads nowhere", () =>
  expectWords("notice.nowhere", [
    "leads nowhere in this app. This is the Data desk",
    "此地址在应用中没有对应的内容。现在显示的是数据工作台",
  ]));
