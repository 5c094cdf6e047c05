import type { notices as en } from "../en/notices.ts";

export const notices: Record<keyof typeof en, string> = {
  "notice.imported": "已添加 {count} 张照片",
  "notice.importedElsewhere": "已向“{name}”添加 {count} 张照片",
  "notice.importWithoutProject":
    "已读取 {count} 张照片，但它们所属的项目在此期间已被删除。重新加载此页面，它们会成为一个单独的项目。",
  "notice.nowhere": "此地址在应用中没有对应的内容。现在显示的是数据工作台。",
  "notice.projectDeleted": "已删除“{name}”",
  "notice.undoShortened": "部分已删除的照片已被彻底清除，需要它们的操作无法再撤销或重做。",
  "notice.pastBin":
    "存储空间不足，从“{name}”中删除的内容未能放入“最近删除”。关闭此页面之前可以撤销；请清理一些内容以腾出空间。",
  "notice.runDeleted": "已删除“{name}”",
  "notice.resultsRemoved": "已移除 {count} 张图片",
  "notice.adjusted": "此次训练的“{name}”现在是 {value}。",
  "notice.recipeChanged": "配方已取自这次训练，其中“{name}”为 {value}。按“开始训练”即可尝试。",
  "notice.gifFailed": "无法制作 GIF。如果设备内存不足，请关闭其他标签页后再试。",
  "notice.languageNotLoaded": "没能取得该语言的文字：网络连接是否正常？其他一切照常进行。",
  "error.UnreadableImage":
    "无法读取这张图片：它可能已损坏，或已不在原处。请另存为 PNG 或 JPEG 后重试。",
  "error.StorageFull": "浏览器的存储空间已满。没有丢失任何内容；请删除不再需要的训练或照片后重试。",
  "error.StorageFailed": "浏览器无法写入存储。您的工作仍保留在此标签页中，请重试。",
  "error.OutOfMemory":
    "内存不足，减小批量后仍然不够。请关闭其他标签页后按“继续”，或用更小的批量、宽度或图块尺寸重新训练。",
  "error.NoMemoryForThis":
    "内存不足，无法完成这次计算。没有丢失任何内容；请关闭其他标签页或暂停训练后再试。",
  "error.DeviceLost": "显卡在处理时中断了。请再试一次。",
  "error.Diverged":
    "学习率减半三次后，损失值仍然发散到无穷大，训练已停止。请用更低的学习率或更大的批量重新开始。",
  "error.NotEnoughData":
    "可用于训练的数据太少。每个类别都需要照片，且至少两张才能留出一张用于验证。",
  "error.UnknownRun": "这个模型已不存在。",
  "error.BadCheckpoint": "保存的模型已损坏，无法打开。",
  "error.LostWeights":
    "在浏览器存储中找不到这次训练的权重，因此无法使用，也无法继续。它的曲线和影片仍然保留，可以用相同的设置和数据重新训练一次。",
  "error.LostBest": "在浏览器存储中找不到这次训练的最佳状态。训练本身仍在，其他内容没有改变。",
  "error.Cancelled": "已取消。其他内容没有更改。",
  "error.LostDataSet":
    "在浏览器存储中找不到这次训练所用的照片清单。模型仍可使用，但无法继续训练，也无法在其照片上评估。",
  "error.LostPatches":
    "这次训练所用的图块已无法读取，也无法重新切出相同的图块。训练已暂停，学到的内容没有丢失；请按“继续”重试。",
  "error.CalledOff": "期间对这次训练有了别的操作，因此这一步没有执行。没有丢失任何内容。",
  "error.NotServed": "无法获取随应用提供的模型或照片。请检查网络连接，然后重试。",
  "error.BadSetting": "设置没有更改：训练已结束，或数值超出了模型允许的范围。",
  "error.Unexpected": "出现了意外问题。您的数据是安全的；请重试或重新加载页面。",
};
