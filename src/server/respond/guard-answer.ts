import type { Answering, ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { answerFailure } from "./answer-failure.ts";

/** Guards an answer that is made later: one that breaks meanwhile is logged and becomes a 500. */
export function guardAnswer(visit: Visit, answering: Answering): Answering {
  if (!(answering instanceof Promise)) return answering;
  return answering.catch((error: unknown): ServerAnswer =>
    answerFailure(error, { ...visit, log: visit.server.settings.log }),
  );
}
