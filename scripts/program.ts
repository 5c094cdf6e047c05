/** The command line asks for something that cannot be done; printed as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Runs a program; a `UsageError` ends it with one line and code 2, any other error with its stack and 1. */
export async function runProgram(main: (argv: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${isUsage ? error.message : (error as Error).stack}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
