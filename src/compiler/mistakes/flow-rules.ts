import type { Rule } from "../check/finding.ts";
import { checkAfterRedirect } from "./check-after-redirect.ts";
import { checkFontCalls } from "../fonts/check-font-calls.ts";
import { checkFetchTags } from "./check-fetch-tags.ts";
import { checkFormState } from "./check-form-state.ts";
import { checkOptimistic } from "./check-optimistic.ts";
import { checkRedirectInTry } from "./check-redirect-in-try.ts";
import { checkRequestApi } from "./check-request-api.ts";
import { checkRevalidateTag } from "./check-revalidate-tag.ts";
import { checkThrownErrors } from "./check-thrown-errors.ts";
import { listSignalCalls } from "./list-signal-calls.ts";

/** The rules about `redirect()` and its relatives: their calls are looked for once. */
const checkSignals: Rule = (checked) => {
  const calls = listSignalCalls(checked);
  return [...checkRedirectInTry(checked, calls), ...checkAfterRedirect(checked, calls)];
};

/** Rules about what code does, and in which order. */
export const flowRules: readonly Rule[] = [
  checkSignals,
  checkRequestApi,
  checkThrownErrors,
  checkOptimistic,
  checkRevalidateTag,
  checkFormState,
  checkFetchTags,
  checkFontCalls,
];
