import type { train as en } from "../en/train.ts";

export const train: Record<keyof typeof en, string> = {
  "train.title": "训练",
  "train.model": "模型",
  "train.recipe": "配方",
  "train.preset": "预设",
  "train.more": "更多设置",
  "train.resetPreset": "恢复预设",

  "train.start": "开始训练",
  "train.startNew": "重新训练",
  "train.pause": "暂停",
  "train.resume": "继续",
  "train.step": "单步",
  "train.stop": "停止",
  "train.continue": "继续训练",
  "train.openGenerate": "在“生成”中打开",
  "train.openInspect": "在“检验”中打开",

  "train.cannot.starting": "计算引擎仍在启动。",
  "train.cannot.lost": "计算引擎已停止。请重新加载页面。",
  "train.cannot.noPhotos": "还没有照片。请在“数据”页添加，或打开示例项目。",
  "train.cannot.fewPhotos": "只有一张照片不够：至少需要两张，其中一张用于检验。",
  "train.cannot.oneClass": "这个模型学习区分类别，因此至少需要两个有照片的类别。",
  "train.cannot.smallClasses":
    "{names} {count, plural, other {只有一张照片}}。每个类别需要两张：一张用于学习，一张用于检验。",
  "train.cannot.twoDomains": "这个模型在两类图片之间转换，因此正好需要两个类别。",
  "train.cannot.running": "另一个训练正在进行。请先暂停或停止它。",
  "train.goToData": "前往“数据”",
  "train.showRunning": "显示它",

  "train.data": "数据",
  "train.data.counts":
    "{classes, plural, other {# 个类别}}共 {photos, plural, other {# 张照片}}，留出 {heldOut, plural, other {# 张}}",
  "train.data.patches":
    "{training, plural, other {# 个图块}}用于学习，{heldOut, plural, other {# 个图块}}用于检验",
  "train.data.counting": "正在统计图块……",
  "train.data.failed": "无法统计图块。",
  "train.data.sheet": "图块示例，每行一个类别",
  "train.data.edit": "在“数据”页修改",

  "train.empty.title": "尚未训练",
  "train.empty.text":
    "选择一个模型，然后按“开始训练”。学习过程中，曲线和图片会在这里逐渐出现；一切都不会离开这台设备。",

  "train.curves": "曲线",
  "train.curves.smoothing": "平滑",
  "train.curves.log": "对数刻度",
  "train.curves.table": "显示为表格",
  "train.curves.waiting": "几步之后会出现第一批数值。",
  "train.curves.training": "训练",
  "train.curves.heldOut": "留出的照片",
  "train.curves.step": "步",

  "train.accuracy.title": "对从未见过的照片",
  "train.accuracy.photos": "{count, plural, other {# 张照片}}中判对 {right} 张",
  "train.accuracy.patches": "的单个图块目前判断正确",
  "train.accuracy.checking": "正在用留出的照片检验……",
  "train.accuracy.waiting": "几步之后开始测量。",
  "train.accuracy.perClass": "各类别判对的数目",
  "train.accuracy.ofClass": "{right} / {count}",

  "train.preview.title": "由同一组固定输入得到的图片",
  "train.preview.rows":
    "第一行：留出的真实图块。第二行：模型重建的结果。下面：由随机数生成的图片。",
  "train.preview.step": "第 {step, number} 步",
  "train.preview.waiting": "模型训练时，图片会出现在这里。",
  "train.preview.ended": "训练时的图片没有保留。请在“生成”中打开它来画新的图片。",
  "train.preview.sheet": "第 {step, number} 步之后的 {count, plural, other {# 张图片}}",

  "train.status": "进度",
  "train.status.step": "步数",
  "train.status.stepOf": "{step, number} / {steps, number}",
  "train.status.speed": "每秒步数",
  "train.status.images": "每秒图片数",
  "train.status.elapsed": "已用时间",
  "train.status.left": "剩余时间",
  "train.status.backend": "计算后端",
  "train.status.preparing": "正在准备图块……",

  "train.state.preparing": "准备中",
  "train.state.training": "训练中",
  "train.state.paused": "已暂停",
  "train.state.finished": "已完成",
  "train.state.stopped": "已停止",
  "train.state.failed": "失败",

  "train.runs.title": "本项目的训练",
  "train.runs.show": "显示 {name}",
  "train.runs.delete": "删除 {name}",
  "train.runs.name": "训练的名称",
  "train.runs.pretrained": "随应用附带",
  "train.runs.newName": "{model} {number}",

  "dock.label": "正在进行的训练",
  "dock.show": "在“训练”页显示 {name}",
  "dock.close": "隐藏",
  "dock.left": "剩余 {time}",
  "dock.speed": "{speed} 步/秒",
  "dock.samples": "最新图片",
  "dock.announce": "{name}：第 {step, number} 步，共 {steps, number} 步。{metric}。{left}",
  "dock.announceState": "{name}：{state}",

  "time.seconds": "{seconds} 秒",
  "time.minutes": "{minutes} 分 {seconds} 秒",
  "time.hours": "{hours} 小时 {minutes} 分",
  "time.days": "{days} 天 {hours} 小时",
};
