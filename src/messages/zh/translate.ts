import type { translate as en } from "../en/translate.ts";

export const translate: Record<keyof typeof en, string> = {
  "translate.add": "选择照片",
  "translate.drop": "松开后，这张照片会被转换",
  "translate.empty.title": "请选择一张要转换的照片",
  "translate.empty.text":
    "这个模型把“{first}”重画成“{second}”，也能反过来。请选用它的照片，或把您自己的照片拖到此页任意位置。",
  "translate.unseen": "模型从未见过的照片",
  "translate.learnt": "它学习过的照片",
  "translate.choose": "转换 {name}（{class}）",
  "translate.direction": "方向",
  "translate.into": "变成“{class}”",
  "translate.as": "变成“{class}”后",
  "translate.working": "正在转换 {name}……",
  "translate.failed": "{name}：{reason}",
  "translate.return": "往返",
  "translate.returnHint":
    "把转换后的图片再转换回来。模型靠“回得来”学习：这里相差大的，就是途中丢失的。",
  "translate.returned": "往返之后",
  "translate.returning": "正在返回……",
  "translate.difference.hardly": "颜色平均相差 {share}：与照片几乎无法区分。",
  "translate.difference.close": "颜色平均相差 {share}：与照片接近。",
  "translate.difference.alike": "颜色平均相差 {share}：与照片相像。",
  "translate.difference.other": "颜色平均相差 {share}：与照片已不是同一幅。",
};
