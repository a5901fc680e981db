import type { CallExpression, Node, ObjectExpression } from "oxc-parser";
import { err, ok, parseByteSize, type Result } from "../../base/index.ts";
import type { AcceptedKind, ActionSettings, DispatchMode } from "../../protocol/index.ts";
import { suggestName } from "../check/suggest-name.ts";
import { withoutTypes, type Range } from "../parse/syntax-tree.ts";
import { keyName } from "../scan/name-inline.ts";
import { literalValue } from "./literal-value.ts";

/** What is wrong with the settings of an action, and where. */
export interface SettingsFault {
  readonly range: Range;
  /** Half a sentence: "`timeout` is no setting". */
  readonly problem: string;
}

/** The settings that a `configure` call gives its action; where there are faults they are not all of them. */
export interface ReadSettings {
  readonly settings: ActionSettings;
  readonly faults: readonly SettingsFault[];
}

/** Reads the settings of `configure({ bodySizeLimit: "50mb" }, …)` from their source: nothing is evaluated. */
export function readActionSettings(call: CallExpression): ReadSettings {
  const given = call.arguments[0];
  const literal = given === undefined ? undefined : withoutTypes(given);
  if (literal?.type !== "ObjectExpression") {
    const problem = "its settings are no object literal, and the compiler reads them unevaluated";
    return { settings: {}, faults: [{ range: given ?? call, problem }] };
  }
  const faults: SettingsFault[] = [];
  let settings: ActionSettings = {};
  for (const { key, value, range } of entriesOf(literal, faults)) {
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (read === undefined) {
      const problem = `\`${key}\` is no setting of an action.${suggestName(key, Object.keys(readers))}`;
      faults.push({ range, problem });
      continue;
    }
    const found = literalValue(value);
    const setting: Reading = found.ok ? read(found.value) : err(`expected ${found.error}`);
    if (setting.ok) settings = { ...settings, ...setting.value };
    else faults.push({ range: value, problem: `\`${key}\` cannot be read: ${setting.error}` });
  }
  return { settings, faults };
}

/** Returns the settings that a `configure` call gives; undefined where there is none, or it sets nothing. */
export function settingsOf(call: CallExpression | undefined): ActionSettings | undefined {
  if (call === undefined) return undefined;
  const { settings } = readActionSettings(call);
  return Object.keys(settings).length === 0 ? undefined : settings;
}

interface Entry {
  readonly key: string;
  readonly value: Node;
  /** Of the key. */
  readonly range: Range;
}

function entriesOf(literal: ObjectExpression, faults: SettingsFault[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const property of literal.properties) {
    const key =
      property.type === "SpreadElement" || property.computed ? undefined : keyName(property.key);
    if (property.type === "SpreadElement" || key === undefined) {
      const problem =
        "its settings are not all written out, and the compiler reads them unevaluated";
      faults.push({ range: property, problem });
    } else if (entries.has(key))
      faults.push({ range: property.key, problem: `\`${key}\` stands there twice` });
    else entries.set(key, { key, value: property.value, range: property.key });
  }
  return [...entries.values()];
}

/** A setting as the server and the browser take it, or what was expected. */
type Reading = Result<ActionSettings, string>;

const dispatchModes: readonly string[] = ["ordered", "parallel", "latest"] satisfies DispatchMode[];
const acceptedKinds: readonly string[] = ["streams", "references"] satisfies AcceptedKind[];

/** A day: what runs longer is no call. */
const longestTimeoutSeconds = 86_400;

/** As many arguments as a call has by default. */
const maxSealed = 64;

const readers: Readonly<Record<string, (value: unknown) => Reading>> = {
  bodySizeLimit: (value) => {
    const bytes = parseByteSize(value);
    return bytes === undefined || bytes === 0
      ? err('expected a number of bytes above 0 or a size such as "50mb"')
      : ok({ maxBodyBytes: bytes });
  },
  timeoutSeconds: (value) =>
    typeof value === "number" && value > 0 && value <= longestTimeoutSeconds
      ? ok({ timeoutMs: Math.ceil(value * 1_000) })
      : err(`expected a number of seconds above 0, at most ${longestTimeoutSeconds}`),
  accepts: (value) => {
    const kinds: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    return kinds.every(isAcceptedKind)
      ? ok({ accepts: [...new Set(kinds)] })
      : err(`expected a list of ${listed(acceptedKinds)}`);
  },
  sealed: (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= maxSealed
      ? ok({ sealed: value })
      : err(`expected how many arguments at the front come sealed, 1 to ${maxSealed}`),
  dispatch: (value) =>
    isDispatchMode(value) ? ok({ dispatch: value }) : err(`expected ${listed(dispatchModes)}`),
  rateLimit: (value) => {
    const perMinute = perMinuteOf(value);
    return perMinute === undefined
      ? err("expected `{ perMinute: 30 }`, with a whole number above 0")
      : ok({ callsPerMinute: perMinute });
  },
};

function isAcceptedKind(value: unknown): value is AcceptedKind {
  return typeof value === "string" && acceptedKinds.includes(value);
}

function isDispatchMode(value: unknown): value is DispatchMode {
  return typeof value === "string" && dispatchModes.includes(value);
}

function perMinuteOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "perMinute")
    return undefined;
  const perMinute: unknown = Reflect.get(value, "perMinute");
  return typeof perMinute === "number" && Number.isSafeInteger(perMinute) && perMinute > 0
    ? perMinute
    : undefined;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" or ");
}
