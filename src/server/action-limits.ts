import type { ReplyBudgets } from "../protocol/reply/index.ts";
import type { ActionEntry, AppBuild } from "../render/index.ts";
import type { RouteMatcher, RouteTable } from "../routing/index.ts";
import type { ServerLimits } from "./server-limits.ts";

/** The limits of one action, or of whatever comes before an action is known. */
export interface ActionLimits extends ServerLimits {
  /** Writes the line of code that changes a limit, for the log. */
  readonly settingLine: (key: OwnLimit, value: number) => string;
}

/** What an action may set for itself of the limits, as `configure` calls it. */
export type OwnLimit = "bodySizeLimit" | "timeoutSeconds";

/** Where an action was posted to. */
export interface RoutePath {
  readonly app: Pick<AppBuild, "routes">;
  /** Canonical, without `basePath`. */
  readonly path: string;
}

/** Knows which limits hold for what. */
export interface LimitsByAction {
  /** `route`, where it is given, may say how long the actions of its pages may run that say nothing of it themselves. */
  readonly ofAction: (entry: ActionEntry, route?: RoutePath) => ActionLimits;
  /** Of a form whose action is not known yet: the body limit is the largest of the actions of its route. */
  readonly ofForm: (actions: AppBuild["actions"], pattern: string) => ActionLimits;
}

/** Puts the settings of single actions over the limits of a server. */
export function createActionLimits(
  limits: ServerLimits,
  matcherOf: (routes: RouteTable) => RouteMatcher,
): LimitsByAction {
  const ofApp: ActionLimits = { ...limits, settingLine: appLine };
  const ofPlainAction: ActionLimits = { ...limits, settingLine: eitherLine };
  // In development an entry lasts until its file changes; its limits go with it.
  const own = new WeakMap<ActionEntry, ActionLimits>();
  const ofEntry = (entry: ActionEntry): ActionLimits => {
    if (entry.settings === undefined) return ofPlainAction;
    let found = own.get(entry);
    if (found === undefined) own.set(entry, (found = ownLimits(limits, entry.settings)));
    return found;
  };
  const tablesWithLimits = new WeakMap<RouteTable, boolean>();
  const hasLimits = (table: RouteTable): boolean => {
    let has = tablesWithLimits.get(table);
    if (has === undefined) {
      has = table.routes.some(({ settings }) => settings?.maxDuration !== undefined);
      tablesWithLimits.set(table, has);
    }
    return has;
  };
  const ofAction: LimitsByAction["ofAction"] = (entry, route) => {
    const found = ofEntry(entry);
    if (route === undefined || !hasLimits(route.app.routes)) return found;
    if (entry.settings?.timeoutMs !== undefined) return found;
    const seconds = matcherOf(route.app.routes)(route.path)?.route.settings?.maxDuration;
    if (seconds === undefined) return found;
    return { ...found, actionTimeoutMs: seconds * 1_000, settingLine: routeLine(found) };
  };
  return {
    ofAction,
    ofForm: (actions, pattern) => {
      let largest = ofApp;
      for (const entry of actions.values()) {
        const { settings, owners } = entry;
        if ((settings?.maxBodyBytes ?? 0) <= largest.maxBodyBytes) continue;
        if (owners === "everywhere" || owners.includes(pattern)) largest = ofAction(entry);
      }
      return largest;
    },
  };
}

function ownLimits(
  limits: ServerLimits,
  { maxBodyBytes, timeoutMs }: NonNullable<ActionEntry["settings"]>,
): ActionLimits {
  const isOwn = {
    bodySizeLimit: maxBodyBytes !== undefined,
    timeoutSeconds: timeoutMs !== undefined,
  };
  return {
    ...limits,
    ...(maxBodyBytes === undefined
      ? {}
      : { maxBodyBytes, reply: scaleBudgets(limits.reply, maxBodyBytes / limits.maxBodyBytes) }),
    ...(timeoutMs === undefined ? {} : { actionTimeoutMs: timeoutMs }),
    settingLine: (key, value) => (isOwn[key] ? ownLine : eitherLine)(key, value),
  };
}

/**
 * A body that may be larger may hold more: more parts, files and values, and longer fields. How deep and how tangled
 * its values are has nothing to do with its size.
 */
function scaleBudgets(budgets: ReplyBudgets, factor: number): ReplyBudgets {
  if (factor <= 1) return budgets;
  const scaled = (count: number): number => Math.ceil(count * factor);
  return {
    ...budgets,
    maxParts: scaled(budgets.maxParts),
    maxModelParts: scaled(budgets.maxModelParts),
    maxFiles: scaled(budgets.maxFiles),
    maxFieldBytes: scaled(budgets.maxFieldBytes),
    maxNodes: scaled(budgets.maxNodes),
  };
}

/** The time is the route's, the body's size is not. */
function routeLine({ settingLine }: ActionLimits): ActionLimits["settingLine"] {
  return (key, value) =>
    key === "timeoutSeconds"
      ? `export const maxDuration = ${value} in its page or layout, or for this action alone ${ownLine(key, value)}`
      : settingLine(key, value);
}

const appLine: ActionLimits["settingLine"] = (key, value) => `serverActions: { ${key}: ${value} }`;
const ownLine: ActionLimits["settingLine"] = (key, value) => `configure({ ${key}: ${value} }, …)`;
const eitherLine: ActionLimits["settingLine"] = (key, value) =>
  `${appLine(key, value)}, or for this action alone ${ownLine(key, value)}`;
