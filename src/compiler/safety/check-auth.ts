import { describeWrite } from "../callees/describe-write.ts";
import { importedCalls } from "../callees/imported-calls.ts";
import { isAuthCall, isAuthWrapped } from "../callees/is-auth-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { exploreWrites } from "./explore-writes.ts";
import { isLookedAt } from "./is-looked-at.ts";
import { refusingTests } from "./refusing-tests.ts";

/** Actions for strangers, by their names. */
const forStrangers =
  /^(?:handle|do|submit|send)?(?:log_?in|log_?out|sign_?(?:in|out|up|off)|regist(?:er|ration)|contact|feedback|enquir|inquir|join_?(?:newsletter|wait)|newsletter|(?:un|re)?subscri|(?:join_?)?wait(?:ing)?_?list|rsvp|forgot|(?:request_?)?(?:reset_?password|password_?reset)|(?:verify|confirm)_?e?-?mail|(?:record|count|track)\w*view)|(?:wait(?:ing)?_?list|newsletter|feedback|enquiry|inquiry)$/i;

const names = /session|user|viewer|visitor|member|account|owner/i;

/** Rule `action-without-auth`. */
export const checkAuth: Rule = (checked) =>
  checked.actions.flatMap((action): Finding[] => {
    const { fn, name } = action;
    if (forStrangers.test(name) || capturesCaller(checked, action)) return [];
    if (isAuthWrapped(checked.module, checked.scopes, fn)) return [];
    const tests = refusingTests(checked);
    const reached = exploreWrites(checked, fn, {
      followsHelpers: true,
      bitsOf: (node) => (isAuthCall(checked.scopes, node) && isLookedAt(checked, node) ? 1 : 0),
      bitsOfTest: (test) => (tests.has(test) ? 1 : 0),
    }).find(({ state }) => state === 0);
    if (reached === undefined) return [];
    const params = { action: name, write: describeWrite(checked, reached.write) };
    const unless = { effect: "asks", calls: importedCalls(checked, fn) } as const;
    return [{ code: "action-without-auth", range: reached.write, params, unless }];
  });

/** What was sealed into the action when it was made says who it was made for. */
export function capturesCaller(checked: CheckedModule, { fn }: ActionFunction): boolean {
  const captures = [...checked.inline].find(([action]) => action.fn === fn)?.[1].captures ?? [];
  return captures.some(({ binding }) => names.test(binding.name));
}
