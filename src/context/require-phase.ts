import type { Phase, RequestStore } from "./request-store.ts";
import { UsageError } from "./usage-error.ts";

const now: Readonly<Record<Phase, string>> = {
  proxy: "in proxy.ts",
  action: "in a Server Action",
  render: "while a page is rendered",
  handler: "in a route handler",
  after: "in after(), when the answer has been sent",
  cache: "in a cached function",
  private: 'in a function with "use cache: private"',
};

const allowed: Readonly<Record<Phase, string>> = {
  proxy: "proxy.ts",
  action: "a Server Action",
  render: "a Server Component",
  handler: "a route handler",
  after: "after()",
  cache: "a cached function",
  private: 'a function with "use cache: private"',
};

/**
 * Lets a function run in some phases of a request only.
 * @param because why it cannot run elsewhere, as a sentence
 * @throws UsageError `wrong-phase`
 */
export function requirePhase(
  store: RequestStore,
  what: string,
  phases: readonly Phase[],
  because: string,
): void {
  if (phases.includes(store.phase)) return;
  throw new UsageError(
    "wrong-phase",
    `${what} was called ${now[store.phase]}. ${because} Call it in ${listOf(phases)}.`,
  );
}

function listOf(phases: readonly Phase[]): string {
  const words = phases.map((phase) => allowed[phase]);
  const last = words.pop() ?? "";
  return words.length === 0 ? last : `${words.join(", ")} or ${last}`;
}
