export const shell = {
  "shell.close": "Close",
} as const;
