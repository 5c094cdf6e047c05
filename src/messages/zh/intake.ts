import type { intake as en } from "../en/intake.ts";

export const intake: Record<keyof typeof en, string> = {
  "check.copies":
    "有 {count} 张照片与同一类别中的另一张完全相同（涉及 {classes} 个类别）。相同的照片会一起留出，并且只计一次。",
  "check.sharedPhotos":
    "有 {count} 张照片同时出现在多个类别中（涉及 {classes} 个类别）。模型会被告知同一张图片既是这一类又是那一类，请只在其中一个类别中保留它。",

  "drop.looking":
    "{count, plural, =0 {正在查看文件夹……} other {正在查看文件夹……目前找到 # 个文件}}",
  "import.report.note": "关于这次导入",
  "import.report.added": "{count, plural, =0 {没有添加任何照片。} other {已添加 # 张照片。}}",
  "import.known": "类别中已有",
  "import.known.count": "{total} 张照片中有 {count} 张已在该类别中，未重复添加。",
  "import.renamed": "归入其他名称类别的文件夹",

  "class.taken.title": "已有名为“{name}”的类别",
  "class.taken.text":
    "两个同名的类别无法区分。可以把“{from}”的{count, plural, =0 {照片} other { # 张照片}}移入“{name}”，或让“{from}”保留原来的名称。",
  "class.taken.merge": "合并到“{name}”",
  "class.taken.keep": "保留“{from}”",
};
