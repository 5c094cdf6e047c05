import type { engine as en } from "../en/engine.ts";

export const engine: Record<keyof typeof en, string> = {
  "banner.silent": "计算引擎已有一段时间没有响应。如果一直没有响应，将自动重新启动。",
  "banner.stalled":
    "计算引擎仍有响应，但“{name}”已有几分钟没有进展。可能只是非常慢；重新启动引擎后，训练会从最近的检查点继续。",
  "banner.stalled.made":
    "计算引擎仍有响应，但“{name}”已有几分钟没有进展。可能只是非常慢。此浏览器不保存任何数据，重新启动引擎会丢失您做的内容，请先下载一份副本。",
  "banner.stalled.unwritten":
    "计算引擎仍有响应，但“{name}”已有几分钟没有进展。可能只是非常慢；重新启动引擎后，训练会从最后一次成功保存的状态继续，只保留在此标签页中的内容会丢失。",
  "banner.restarting.made":
    "正在重新启动计算引擎。此浏览器不保存任何数据，因此您在此标签页中添加的照片和训练的模型会丢失；名称和类别仍会保留。",
  "banner.restarting": "正在重新启动计算引擎。您的内容都会保留，训练会从最近的检查点继续。",
  "banner.lost": "计算引擎已停止，且无法重新启动。已保存的数据是安全的。",
  "banner.lost.made":
    "计算引擎已停止，且无法重新启动。此浏览器不保存任何数据，因此您在此标签页中添加的照片和训练的模型已丢失。以前保存的内容不受影响。",
  "banner.restart": "重新启动",
  "banner.restartSure": "确定重新启动并放弃这些内容？",
  "banner.reload": "重新加载页面",

  "notice.engineBack": "计算引擎曾停止运行，现已重新启动。您的项目和模型保持原样。",
  "notice.runGoesOn": "计算引擎曾停止运行，现已重新启动。“{name}”从第 {step, number} 步继续训练。",
  "notice.memoryLost":
    "计算引擎曾停止运行，现已重新启动。此浏览器不保存任何数据，因此您在此标签页中添加的照片和训练的模型已丢失；名称、类别和曲线仍在。请在缺少照片的地方重新添加。",
  "notice.runBeginsAnew": "“{name}”从头开始训练：计算引擎停止时，它的训练尚未保存。",
  "notice.runNotBegun":
    "训练“{name}”时计算引擎一再停止，而且没有保存任何进度。请选用更小的宽度或批量，或在顶部换一种计算引擎，然后重新训练。",
  "notice.runLeftAlone":
    "训练“{name}”时计算引擎一再停止，因此训练停在第 {step, number} 步。请选用更小的宽度或批量，或在顶部换一种计算引擎，然后按“继续”。",
  "notice.runOutOfSight":
    "计算引擎曾停止运行，现已重新启动，但浏览器的存储没有响应。“{name}”仍在其中，保持最后一次保存时的状态（约第 {step, number} 步），重新加载页面后即可继续。",
  "notice.editsApart":
    "离开页面前，您对“{name}”的最后改动没来得及保存；此后该项目已被更改或删除。这些改动已另存为一个同名项目。",
  "error.WorkerLost": "计算引擎在完成之前停止了。请再试一次。",
};
