/** What a trained model can do for a user. */
import { transfer } from "comlink";
import type { AnswersApi } from "../../protocol/answers.ts";
import type { EncodingApi, InferenceApi } from "../../protocol/inference.ts";
import { classifyPhotos, heatMapOf, photosOf } from "../tasks/classifying.ts";
import { generate, latentSpace } from "../tasks/drawing.ts";
import { encode } from "../tasks/reconstruct.ts";
import { answerBy } from "../tasks/task.ts";
import { translatePhoto } from "../tasks/translate.ts";
import { type GetParts, use } from "./parts.ts";

export function inferenceCommands(parts: GetParts): InferenceApi & EncodingApi & AnswersApi {
  return {
    generate: async (runId, drawing) =>
      use(parts(), runId, async (run) => {
        const picture = await generate(run, drawing);
        return transfer(picture, [picture]);
      }),
    translate: async (runId, image, target) =>
      use(parts(), runId, async (run, { resolvePhoto }) => {
        const translation = await translatePhoto(run, image, target, resolvePhoto);
        return transfer(translation, [translation.photo, translation.picture]);
      }),
    classify: async (runId, photos) =>
      use(parts(), runId, async (run, { resolvePhoto }) => {
        const judged = await classifyPhotos(run, photos, resolvePhoto);
        return transfer(judged, photosOf(judged));
      }),
    heatMap: async (runId, photo, label) =>
      use(parts(), runId, (run, { resolvePhoto }) => heatMapOf(run, photo, label, resolvePhoto)),
    encode: async (runId, image) =>
      use(parts(), runId, (run, { resolvePhoto }) => encode(run, image, resolvePhoto)),
    answer: async (id, runId, taskId, question) =>
      parts().works.run({ id, kind: "answer", runIds: [runId] }, ({ counting }) =>
        parts().runs.use(runId, async (run) => {
          const { resolvePhoto } = parts().stores;
          const answer = await answerBy(taskId, run, question, { resolvePhoto, counting });
          const maps = Object.values(answer.maps).map(({ values }) => values.buffer);
          return transfer(answer, maps);
        }),
      ),
    latentSpace: async (runId) => use(parts(), runId, latentSpace),
  };
}
