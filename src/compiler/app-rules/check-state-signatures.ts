import type { DiagnosticParams } from "../../errors/index.ts";
import type { ActionUse, FileFacts, ParameterFact } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `action-state-signature`: an action used with `useActionState` takes the previous state first, everywhere. */
export const checkStateSignatures: AppRule = (app) => {
  const stateful = new Map<string, number>();
  const all = [...app.files.values()];
  const formFirst = all.flatMap((facts) =>
    facts.stateUses.flatMap((use): AppFinding[] => {
      const action = actionOf(app, facts, use);
      if (action === undefined || use.arguments === undefined) return [];
      const parameter = action.parameters[use.arguments];
      if (parameter === undefined) return [];
      const required = action.parameters.slice(use.arguments).filter((each) => each.isRequired);
      if (required.length > passedByHook)
        return [found(facts, use, "too-many", parameter.name ?? "the first")];
      if (!takesForm(parameter)) {
        stateful.set(action.key, use.arguments);
        return [];
      }
      return [found(facts, use, "form-first", parameter.name ?? "FormData")];
    }),
  );
  const otherUses = all.flatMap((facts) =>
    facts.plainUses.flatMap((use) => judgePlain(app, facts, use, stateful)),
  );
  return [...formFirst, ...otherUses];
};

/** The state and what is submitted. */
const passedByHook = 2;

interface UsedAction {
  readonly key: string;
  readonly parameters: readonly ParameterFact[];
}

function actionOf(app: AppGraph, { file }: FileFacts, use: ActionUse): UsedAction | undefined {
  const found = app.follow(use.from, file);
  // A wrapper may change what its function is called with.
  if (found?.fact.kind !== "function") return undefined;
  const isAction = found.fact.directive === "use server" || found.boundary === "use server";
  return isAction
    ? { key: `${found.file}\0${found.exported}`, parameters: found.fact.parameters }
    : undefined;
}

function takesForm({ name, type, isReadAsForm }: ParameterFact): boolean {
  if (type !== undefined) return type === "FormData";
  return isReadAsForm || /^form_?data$/i.test(name ?? "");
}

/** A use without the hook, of an action that some other place uses with it. */
function judgePlain(
  app: AppGraph,
  facts: FileFacts,
  use: ActionUse,
  stateful: ReadonlyMap<string, number>,
): AppFinding[] {
  const action = stateful.size === 0 ? undefined : actionOf(app, facts, use);
  const bound = action === undefined ? undefined : stateful.get(action.key);
  if (action === undefined || bound === undefined || use.arguments === undefined) return [];
  const parameter = action.parameters[bound]?.name ?? "the state";
  if (use.kind === "form")
    return use.arguments === bound ? [found(facts, use, "both-as-form", parameter)] : [];
  const required = action.parameters.filter(({ isRequired }) => isRequired).length;
  return use.arguments > 0 && use.arguments < required
    ? [found(facts, use, "both-as-call", parameter)]
    : [];
}

function found(
  { file }: FileFacts,
  { name, range, arguments: bound = 0 }: ActionUse,
  kind: DiagnosticParams["action-state-signature"]["kind"],
  parameter: string,
): AppFinding {
  return { file, code: "action-state-signature", range, params: { kind, name, parameter, bound } };
}
