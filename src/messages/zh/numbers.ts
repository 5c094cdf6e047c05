import type { numbers as en } from "../en/numbers.ts";

export const numbers: Record<keyof typeof en, string> = {
  "number.unclear": "无法将“{typed}”识别为数字，仍保持 {value}。",
  "number.ambiguous":
    "“{typed}”既可能是 {first}，也可能是 {second}。请去掉分隔符重新输入，仍保持 {value}。",
  "number.notWhole": "此处只能填整数，仍保持 {value}。",
  "number.outOfRange": "“{typed}”不在 {min} 到 {max} 之间，仍保持 {value}。",
};
