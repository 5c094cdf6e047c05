import type { library as en } from "../en/library.ts";

export const library: Record<keyof typeof en, string> = {
  "library.title": "资料库",
  "library.projects": "项目",
  "library.projects.empty": "还没有项目。请新建一个，或在“数据”页拖放照片。",
  "library.project.open": "打开“{name}”",
  "library.project.inView": "当前项目",
  "library.project.counts": "{photos} 张照片，{classes} 个类别",
  "library.project.empty": "还没有照片",
  "library.delete": "删除“{name}”",

  "library.models": "训练好的模型",
  "library.models.empty": "还没有训练过模型。训练一开始，模型就会出现在这里。",
  "library.models.train": "前往训练",
  "library.model.name": "模型名称",
  "library.model.data": "{photos} 张照片，{classes} 个类别",
  "library.model.right": "留出照片正确率 {share}",
  "library.model.heldOut": "{series}：{value}（留出照片）",
  "library.model.kid": "与照片的距离（KID）：{value}",
  "library.model.kidBest": "与照片的距离（KID）：最佳 {value}，第 {step, number} 步",
  "library.model.fitted": "拟合用时 {time}",
  "library.model.steps": "{steps} 步，用时 {time}",
  "library.model.shipped": "随应用提供",
  "library.model.picture": "“{name}”生成的图片",

  "library.storage": "本设备上的存储",
  "library.storage.photos": "您的照片",
  "library.storage.models": "模型",
  "library.storage.films": "训练影片",
  "library.storage.patches": "已切好的图块",
  "library.storage.counting": "正在统计…",
  "library.storage.kept": "浏览器已承诺保留这些数据，直到您自己删除。",
  "library.storage.mayGo":
    "设备空间不足时，浏览器可能会清除这些数据。对经常使用或已加入书签的页面，浏览器通常会承诺保留。",
  "library.storage.ask": "请求浏览器保留",
  "library.storage.memory": "没有保存任何数据：此窗口中的浏览器拒绝保存。",

  "library.credits": "致谢",
  "library.credits.textures":
    "示例纹理来自 Wildfire Games 的 0 A.D.，采用知识共享署名-相同方式共享 3.0（CC BY-SA 3.0）许可。图片已缩放到 256 像素、按类别整理并保存为 JPEG；副本沿用同一许可。",
  "library.credits.trained": "随应用提供的模型只用这些纹理训练。",
  "library.credits.code":
    "代码采用 MIT 许可。本应用基于 TensorFlow.js、React、React Aria、uPlot、Lucide、Lingui、Zustand、Comlink 等开源软件，谨此致谢。",
  "library.credits.wildfire": "Wildfire Games",
  "library.credits.licence": "纹理的许可",
};
