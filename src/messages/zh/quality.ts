import type { quality as en } from "../en/quality.ts";

export const quality: Record<keyof typeof en, string> = {
  "quality.title": "它的图片有多逼真",
  "quality.hint":
    "每次都用同一组随机数画图，再与真实照片比较；比较的依据是一个从未学习过的小网络看到的特征（核距离，KID）。越低越好；数值只能在使用相同数据的模型之间比较。",
  "quality.hint.translate":
    "每次都把两个类别中同样的图块（有留出照片时取自留出照片）转换成另一类，再与那一类的真实照片比较，比较的是一个从未训练过的小网络所看到的内容（核距离，KID）。数值是两个方向的平均，越低越好。",
  "quality.between": "的路程已走完（从打乱像素到真实照片）",
  "quality.floor": "与照片的接近程度已和其他真实照片相当。",
  "quality.ceiling":
    "与照片的接近程度还不如打乱的像素：颜色、对比度或细节不对。模糊的图片也会落在这里。",
  "quality.kid": "与真实照片的距离",
  "quality.series": "它的图片",
  "quality.floorLine": "其他真实照片",
  "quality.ceilingLine": "打乱像素",
  "quality.patches":
    "比较对象：{heldOut, plural, =0 {} other {# 个留出的图块}}{both, plural, =0 {} other {和}}{training, plural, =0 {} other {# 个训练图块}}。",
  "quality.waiting": "训练几秒之后会出现第一个数值。",
  "quality.none": "这次训练期间没有测量图片。",
  "quality.best": "最佳：第 {step, number} 步，{kid}",
  "quality.best.waiting": "从第三个数值开始，会保留最佳状态。",
  "quality.best.here": "训练正处于这个状态。",

  "opinion.title": "另一种看法",
  "opinion.hint":
    "比较的还是同样的图片和照片，但依据是你训练的分类器所看到的特征。它擅长看出各类之间的差别，对其他方面不敏感。要比较不同的训练，请用上面的数值：它的量法对所有训练都一样。",
  "opinion.by": "分类器",
  "opinion.none": "用这些照片训练一个分类器，它也可以来评判。",
  "opinion.ask": "{choices, plural, =1 {请“{name}”评判} other {请它评判}}",
  "opinion.asking": "正在测量……",
  "opinion.failed": "无法测量。{reason}",
  "opinion.between": "在“{name}”看来，从打乱像素到真实照片的路程已走完 {share}。",
  "opinion.floor": "在“{name}”看来，与照片的接近程度已和其他真实照片相当。",
  "opinion.ceiling": "在“{name}”看来，目前还不如把照片的像素打乱后那样像照片。",
  "opinion.figures":
    "第 {step, number} 步：距离 {kid}，越低越好；其他真实照片 {floor}，打乱像素 {ceiling}。每个评判者的尺度各不相同。",

  "branch.back": "回到该状态",
  "branch.fromBest": "由此开始新训练",
  "branch.menu": "{name} 的检查点",
  "branch.menu.latest": "从最新状态开始新训练（第 {step, number} 步）",
  "branch.menu.best": "从最佳状态开始新训练（第 {step, number} 步）",
  "branch.menu.back": "回到最佳状态（第 {step, number} 步）",
  "branch.name": "{name}，第 {step} 步",
  "notice.branched": "“{name}”可以从第 {step, number} 步继续",
  "notice.restored": "“{name}”已回到第 {step, number} 步。它的最新状态保留为“{kept}”。",
  "notice.restored.alone":
    "“{name}”已回到最佳状态（第 {step, number} 步）。此后学到的内容在此之前就已丢失。",

  "memory.title": "它在照抄您的照片吗？",
  "memory.hint":
    "每张图片都与模型训练用过的每个图块比较，也包括镜像。如果一张图片与某个图块的接近程度超过 100 个新照片图块中的 99 个，就算作近似照抄。",
  "memory.ask": "比较",
  "memory.again": "重新比较",
  "memory.asking": "正在比较……",
  "memory.empty": "看看它的图片最像哪些训练图块，以及它是否在重复它们。",
  "memory.failed": "无法比较这些图片。{reason}",
  "memory.share":
    "{copies, plural, =0 {{count, number} 张图片中没有一张近似照抄训练图块。} other {{count, number} 张图片中有 # 张近似照抄训练图块。}}",
  "memory.chance": "纯属偶然的话，大约会有 {expected} 张。",
  "memory.many":
    "这比偶然情况（大约 {expected} 张）多：它在重复看过的内容。增加照片或让照片有更多变化会有帮助。",
  "memory.onePhoto": "只有一张照片时，无从判断怎样才算太接近。",
  "memory.pairs": "最接近的 {count, number} 张图片，下方是与之最像的训练图块，已镜像对齐。",
  "memory.pair": "图片 {number} 和与它最像的训练图块：{likeness}",
  "memory.copy": "近似照抄",
  "memory.close": "比多数新照片更接近",
  "memory.usual": "不比新照片更接近",
  "memory.far": "比新照片更远",
};
