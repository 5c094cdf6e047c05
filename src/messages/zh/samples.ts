import type { samples as en } from "../en/samples.ts";

export const samples: Record<keyof typeof en, string> = {
  "sample.sample-textures": "示例纹理",
  "sample.sample-patterns": "示例图案",
  "sample.pretrained-classifier": "示例纹理",
  "sample.pretrained-vae": "示例纹理",
  "sample.grass": "草地",
  "sample.cliff_rock": "岩壁",
  "sample.paving": "铺路石",
  "sample.snow_ice": "冰雪",
  "sample.sand": "沙地",
  "sample.farmland": "农田",
  "sample.checker": "棋盘格",
  "sample.stripes": "条纹",
  "sample.dots": "圆点",
  "sample.bricks": "砖墙",
  "sample.weave": "编织",
  "sample.wood": "木纹",
  "sample.marble": "大理石",
  "sample.cells": "细胞",
  "sample.noise": "噪声",
};
