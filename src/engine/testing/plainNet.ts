/** The random network that looks at pictures, on the backend in use and without a compiler. */
import { inferenceOver } from "../inference/inference.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { randomNet } from "../quality/randomFeatures.ts";

/** Of the model it reads nothing. */
export const plainNet = randomNet(inferenceOver({} as BuiltModel, null));
