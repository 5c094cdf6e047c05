/** Colours of classes: Okabe and Ito's set, distinct for colour-blind people; repeats after seven. */
export const classColors = [
  "#e69f00",
  "#009e73",
  "#56b4e9",
  "#f0e442",
  "#d55e00",
  "#cc79a7",
  "#0072b2",
] as const;

/** @param index place of the class in its project */
export const classColor = (index: number): string =>
  classColors[index % classColors.length] as string; // non-null: the remainder is in range
