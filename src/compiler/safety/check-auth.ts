import { describeWrite } from "../callees/describe-write.ts";
import { importedCalls } from "../callees/imported-calls.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import type { ExploredAction } from "../effects/explore-action.ts";
import { effects } from "../effects/read-effects.ts";

/** Actions for strangers, by their names. */
const forStrangers =
  /^(?:handle|do|submit|send)?(?:log_?in|log_?out|sign_?(?:in|out|up|off)|regist(?:er|ration)|contact|feedback|enquir|inquir|join_?(?:newsletter|wait)|newsletter|(?:un|re)?subscri|(?:join_?)?wait(?:ing)?_?list|rsvp|forgot|(?:request_?)?(?:reset_?password|password_?reset)|(?:verify|confirm)_?e?-?mail|(?:record|count|track)\w*view)|(?:wait(?:ing)?_?list|newsletter|feedback|enquiry|inquiry)$/i;

const names = /session|user|viewer|visitor|member|account|owner/i;

/** Rule `action-without-auth`. */
export function checkAuth(checked: CheckedModule, explored: ExploredAction): Finding[] {
  const { action, isWrapped, writes } = explored;
  if (isWrapped || forStrangers.test(action.name) || capturesCaller(checked, action)) return [];
  const reached = writes.find(({ state }) => (state & effects.asks) === 0);
  if (reached === undefined) return [];
  const params = { action: action.name, write: describeWrite(checked, reached.write) };
  const unless = { effect: "asks", calls: importedCalls(checked, action) } as const;
  return [{ code: "action-without-auth", range: reached.write, params, unless }];
}

/** What was sealed into the action when it was made says who it was made for. */
export function capturesCaller({ inline }: CheckedModule, { fn }: ActionFunction): boolean {
  const captures = [...inline].find(([action]) => action.fn === fn)?.[1].captures ?? [];
  return captures.some(({ binding }) => names.test(binding.name));
}
