import type { storage as en } from "../en/storage.ts";

export const storage: Record<keyof typeof en, string> = {
  "notice.importCutOff":
    "有一次导入中断了：{total} 个文件中已添加 {count} 张照片。要添加其余的，请再次导入该文件夹。",
  "notice.importWhole": "先前一次导入的 {count} 张照片已读取但尚未保存：现在已全部添加。",

  "library.unreadable": "无法打开的内容",
  "library.unreadable.why":
    "它们连同照片和权重仍然保存在此，不会被删除。您可以把现有的全部内容另存一份。",
  "library.unreadable.unnamed": "未命名",
  "library.unreadable.project": "项目",
  "library.unreadable.run": "训练好的模型",
  "library.unreadable.newer": "由此应用的较新版本创建；重新加载页面即可获取新版本",
  "library.unreadable.damaged": "其记录已损坏",
  "library.unreadable.noPhotos": "其照片清单已丢失：可以使用，但无法继续训练",

  "library.bin": "最近删除",
  "library.bin.why": "删除的内容可在 14 天内恢复；只有当浏览器存储空间不足时才会提前清除。",
  "library.bin.project": "含 {count} 张照片的项目",
  "library.bin.class": "含 {count} 张照片的类别",
  "library.bin.photos": "此类别中的 {count} 张照片",
  "library.bin.run": "训练好的模型",
  "library.bin.from": "来自“{name}”",
  "library.bin.bringBack": "恢复",
  "library.bin.bringBackNamed": "恢复“{name}”",
  "library.bin.erase": "立即删除",
  "library.bin.empty": "全部立即删除",
  "library.bin.sure": "确定永久删除？",
  "notice.broughtBack": "已恢复“{name}”",

  "library.storage.trash": "最近删除",
  "library.storage.largest": "占用最多的内容",
  "library.storage.project": "“{name}”的照片",
  "library.storage.run": "模型“{name}”",

  "banner.StorageFull.run":
    "浏览器的存储空间已满。训练仍在继续，但最新状态只保留在此标签页中，请不要关闭它。删除不再需要的内容后会自动保存。",
  "banner.StorageFull.project":
    "浏览器的存储空间已满。您对项目的最新更改只保留在此标签页中，请不要关闭它。删除不再需要的内容后会自动保存。",
  "banner.StorageFull.photo":
    "浏览器的存储空间已满，有些照片未能添加。请删除不再需要的内容，然后重新添加。",
  "banner.StorageFull.result":
    "浏览器的存储空间已满。“检验”页上的部分结果只保留在此标签页中，请不要关闭它。删除不再需要的内容后会自动保存。",
  "banner.StorageFull.film":
    "浏览器的存储空间已满。训练影片只保留在此标签页中，请不要关闭它。删除不再需要的内容后会自动保存。",
  "banner.StorageFull.settings":
    "浏览器的存储空间已满。您最近的选择（例如训练配方的设置）只保留在此标签页中，请不要关闭它。删除不再需要的内容后会自动保存。",
  "banner.StorageFailed.run":
    "浏览器无法写入存储。训练仍在继续，但最新状态只保留在此标签页中，请不要关闭它。系统每隔几秒会重新尝试保存。",
  "banner.StorageFailed.project":
    "浏览器无法写入存储。您对项目的最新更改只保留在此标签页中，请不要关闭它。系统每隔几秒会重新尝试保存。",
  "banner.StorageFailed.photo": "浏览器无法写入存储，有些照片未能添加。请重新加载页面后再次添加。",
  "banner.StorageFailed.result":
    "浏览器无法写入存储。“检验”页上的部分结果只保留在此标签页中，请不要关闭它。系统每隔几秒会重新尝试保存。",
  "banner.StorageFailed.film":
    "浏览器无法写入存储。训练影片只保留在此标签页中，请不要关闭它。系统每隔几秒会重新尝试保存。",
  "banner.StorageFailed.settings":
    "浏览器无法写入存储。您最近的选择（例如训练配方的设置）只保留在此标签页中，请不要关闭它。系统每隔几秒会重新尝试保存。",
  "notice.preferenceNotKept":
    "浏览器不允许保存此选择：它只在重新加载页面之前有效。您的照片和模型不受影响。",
  "banner.newerProject":
    "“{name}”由此应用的较新版本创建：在这里可以查看和使用，但不能更改。重新加载页面即可获取新版本。",
  "banner.lost.documents":
    "此页面打开期间，其浏览器存储被清除。此标签页中的项目正在重新保存，但已存储的照片和模型可能已丢失；缺少照片的地方请重新添加。",
  "banner.lost.files":
    "此页面打开期间，已存储的照片和模型被清除。正在进行的训练会重新保存；缺少照片的地方请重新添加。",
  "banner.understood": "知道了",
  "banner.storageBack":
    "浏览器的存储已恢复正常。重新加载即可看到您的项目；这期间新做的内容也会一并保留。",
  "banner.keepAndReload": "保留并重新加载",
  "storage.emptyTrash": "清空“最近删除”（{size}）",
  "storage.delete": "删除“{name}”（{size}）",
  "storage.deleteSure": "确定永久删除“{name}”？",
  "storage.showAll": "查看空间占用",
  "storage.fileName": "Latent Loom",
  "storage.save": "另存现有内容",
  "storage.saveCopy": "下载一份副本",
  "notice.copyLacks":
    "有 {count} 个文件无法读取，因此不在副本中；副本里的“missing.txt”列出了缺少的文件。",
  "storage.saving": "正在打包…",
};
