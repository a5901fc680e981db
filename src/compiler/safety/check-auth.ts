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
  const [first] = writes
    .filter(({ state }) => (state & effects.asks) === 0)
    .map(({ write }) => ({ write, calls: importedCalls(checked, action, write) }))
    // Of several it is the one that the fewest functions could excuse.
    .toSorted((one, other) => one.calls.length - other.calls.length);
  if (first === undefined) return [];
  const { write, calls } = first;
  const params = { action: action.name, write: describeWrite(checked, write) };
  return [{ code: "action-without-auth", range: write, params, unless: { effect: "asks", calls } }];
}

/** What was sealed into the action when it was made says who it was made for. */
export function capturesCaller({ inline }: CheckedModule, { fn }: ActionFunction): boolean {
  const captures = [...inline].find(([action]) => action.fn === fn)?.[1].captures ?? [];
  return captures.some(({ binding }) => names.test(binding.name));
}
