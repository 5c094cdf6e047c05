/**
 * What a task states about itself as plain data: the page opens desks, warns and advises by this. Who asks goes by
 * what is stated, not by which task it is, so that another task needs nothing but its own statement. Words are in
 * the message catalogue as `task.<id>`.
 */
/** Desks where trained models are used. */
export const usingDesks = ["generate", "inspect"] as const;
export type UsingDesk = (typeof usingDesks)[number];

/** Pictures out of numbers, of a picture as it was, of a picture as it would look in another class. */
export type Making = "drawings" | "reconstructions" | "translations";

export interface TaskSpec {
  /** As models state it. */
  readonly id: string;
  /** Where a model that is trained for it is used. */
  readonly desk: UsingDesk;
  /** Left out where it makes no pictures. */
  readonly makes?: Making;
  /** It tells the run's classes apart, and may judge what others draw. */
  readonly judges?: true;
}

/** As a `ModelSpec` is. */
interface Tasked {
  readonly tasks: readonly TaskSpec[];
}

/** Where a model is used, in the desks' order. */
export const desksOf = ({ tasks }: Tasked): UsingDesk[] =>
  usingDesks.filter((desk) => tasks.some((task) => task.desk === desk));

/** Whether a model makes such pictures; any where left out. */
export const makes = ({ tasks }: Tasked, what?: Making): boolean =>
  tasks.some((task) => (what === undefined ? task.makes !== undefined : task.makes === what));

export const isJudge = ({ tasks }: Tasked): boolean => tasks.some(({ judges }) => judges);

/** By the ids of tasks. */
export type Registered<T> = Readonly<Record<string, T>>;

/** What is registered for a model's tasks, in the order of the registration. */
export const forTasks = <T>({ tasks }: Tasked, registered: Registered<T>): T[] =>
  Object.entries(registered).flatMap(([taskId, entry]) =>
    tasks.some(({ id }) => id === taskId) ? [entry] : [],
  );
