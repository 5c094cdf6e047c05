/** What a field says that did not take what was typed into it; the value before stays. */
export const numbers = {
  "number.unclear": "“{typed}” was not understood as a number. It stays at {value}.",
  "number.ambiguous":
    "“{typed}” can mean {first} or {second}. Type it without the mark. It stays at {value}.",
  "number.notWhole": "Only whole numbers go here. It stays at {value}.",
  "number.outOfRange": "“{typed}” is not between {min} and {max}. It stays at {value}.",
};
