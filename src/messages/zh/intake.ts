import type { intake as en } from "../en/intake.ts";

export const intake: Record<keyof typeof en, string> = {
  "check.copies":
    "有 {count} 张照片与同一类别中的另一张完全相同（涉及 {classes} 个类别）。相同的照片会一起留出，并且只计一次。",
  "check.sharedPhotos":
    "有 {count} 张照片同时出现在多个类别中（涉及 {classes} 个类别）。模型会被告知同一张图片既是这一类又是那一类，请只在其中一个类别中保留它。",
};
