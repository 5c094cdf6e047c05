/** What the page knows about the moment: engine, import, notices, desk and form values. */
import type { EngineInfo } from "../protocol/engine.ts";
import type { Hparams } from "../protocol/spec.ts";
import type { UnreadableDocument } from "../protocol/storage.ts";
import type { StorageTrouble } from "../protocol/storageUse.ts";
import type { Domains } from "./domains.ts";
import type { ImportOutcome } from "./intake.ts";

export const desks = ["data", "train", "generate", "inspect", "library"] as const;
export type Desk = (typeof desks)[number];

export type EngineStatus =
  | "starting"
  | "ready"
  /** It has not been heard of for longer than its work explains. */
  | "silent"
  /** Another one is being started in the place of one that was lost or is to compute otherwise. */
  | "restarting"
  /** It was lost too often, and is started again when the user asks for it. */
  | "lost";

/** A line at the foot of the screen; `undo` offers to take the last edit back. */
export interface Notice {
  readonly id: string;
  readonly tone: "info" | "good" | "bad";
  /** Message id and values of the catalogue. */
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly undo?: true;
  /** Offers to bring this deleted run back. */
  readonly restoreRunId?: string;
  /** Offers to bring back what was put aside under this key. */
  readonly aside?: string;
  /** Offers to change settings of a run back. */
  readonly changeBack?: { readonly runId: string; readonly changes: Hparams };
}

export interface SessionSlice {
  readonly engineStatus: EngineStatus;
  readonly engine: EngineInfo | null;
  readonly storage: "kept" | "memory";
  /** The graphics device was lost too often, until somebody decides; it is there again after a reload. */
  readonly deviceGivenUp: { readonly pausedRunId: string | null } | null;
  /** What cannot be written at present; null where all is well. */
  readonly storageTrouble: StorageTrouble | null;
  /** Was cleared from outside while the page was open, and nobody has taken note of it yet. */
  readonly storageLost: "documents" | "files" | null;
  /** How often storage was cleared from outside. */
  readonly storageClearings: number;
  /** What is in the page or its engine alone, because it could not be written. */
  readonly unwritten: readonly StorageTrouble["what"][];
  /** Anything was made, changed or trained since the page was opened that a session in memory has alone. */
  readonly hasMade: boolean;
  /** Engines that were lost with what they had in memory alone. */
  readonly memoryLosses: number;
  /** Images of the Inspect desk that are in the page alone until they are stored. */
  readonly unstoredImages: number;
  /** The storage that this session does without answers by now. */
  readonly isStorageBack: boolean;
  /** Stored documents that could not be opened. */
  readonly unreadable: readonly UnreadableDocument[];
  /** Of the project document. */
  readonly saved: "saved" | "saving" | "failed";
  /** The projects and runs of earlier sessions are there. */
  readonly isLoaded: boolean;
  /** The runs shipped with the app are there, or will not come. */
  readonly isShippedLoaded: boolean;
  readonly desk: Desk;
  /** A project that was just made by hand: its name is being typed. */
  readonly namingProjectId: string | null;
  readonly isHelpOpen: boolean;
  /** What is still to be read about imports, by project id. */
  readonly importReports: Readonly<Record<string, ImportOutcome>>;
  readonly notices: readonly Notice[];
  readonly modelId: string;
  /** Form values by model id. */
  readonly drafts: Readonly<Record<string, Hparams>>;
  /** What a translating model is to learn, by project id. */
  readonly domains: Readonly<Record<string, Domains>>;
  /** The run that trains and has not moved for minutes; null where all is well. */
  readonly stalledRunId: string | null;
  /** The run that last trained in this session: the dock shows it after its end too. */
  readonly dockRunId: string | null;
  /** Advice that was put aside: "<run>:<rule>". */
  readonly dismissedAdvice: readonly string[];
  /** Runs whose curves are laid over each other; null while none are compared. */
  readonly comparedRunIds: readonly string[] | null;
}

export const createSessionSlice = (): SessionSlice => ({
  engineStatus: "starting",
  engine: null,
  storage: "kept",
  storageTrouble: null,
  storageLost: null,
  storageClearings: 0,
  unwritten: [],
  hasMade: false,
  memoryLosses: 0,
  unstoredImages: 0,
  isStorageBack: false,
  unreadable: [],
  deviceGivenUp: null,
  saved: "saved",
  isLoaded: false,
  isShippedLoaded: false,
  desk: "data",
  namingProjectId: null,
  isHelpOpen: false,
  importReports: {},
  notices: [],
  modelId: "classifier",
  drafts: {},
  domains: {},
  stalledRunId: null,
  dockRunId: null,
  dismissedAdvice: [],
  comparedRunIds: null,
});
