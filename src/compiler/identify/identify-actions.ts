import {
  parseActionId,
  wireVersion,
  type ActionId,
  type ActionSettings,
} from "../../protocol/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { faultOf } from "../forms/check-exports.ts";
import type { ResolvedExport, ResolvedExports } from "../graph/resolve-exports.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { ParameterList } from "../scan/describe-parameters.ts";
import { captureText, type ActionCaptures, type InlineAction } from "../scan/inline-action.ts";
import { freshNames } from "../parse/fresh-names.ts";
import { settingsOf } from "../settings/read-action-settings.ts";
import { argumentMask } from "./argument-mask.ts";
import { keyedHash, type KeyedHash } from "./keyed-hash.ts";
import { normalisedSource } from "./normalised-source.ts";

/** An export of a "use server" file that is an action, with its id. */
export interface ModuleActionId {
  readonly entry: ResolvedExport;
  readonly id: ActionId;
  readonly settings: ActionSettings | undefined;
}

/** An inline action with its id and what it closes over. */
export interface InlineActionId extends ActionCaptures {
  readonly action: InlineAction;
  readonly id: ActionId;
  /** Name under which the server output exports it. */
  readonly exportName: string;
  readonly settings: ActionSettings | undefined;
}

/** The actions of a module, in the order of its exports and of its source. */
export interface IdentifiedActions {
  readonly module: readonly ModuleActionId[];
  readonly inline: readonly InlineActionId[];
}

/** What is to be identified. */
export interface Unidentified {
  readonly module: ParsedModule;
  readonly isActionFile: boolean;
  readonly exports: ResolvedExports;
  readonly inline: ReadonlyMap<InlineAction, ActionCaptures>;
}

const defaultSecret = "edict";

/** Gives every action its id: 40 characters of look-up, 2 of mask, 8 of signature. Bodies, builds and machines leave no trace in it. */
export function identifyActions(
  found: Unidentified,
  input: Pick<CompileInput, "idSecret">,
): IdentifiedActions {
  const hash = keyedHash(input.idSecret ?? defaultSecret);
  const { path } = found.module.file;
  const entries = found.isActionFile
    ? found.exports.exports.filter((entry) => faultOf(entry) === undefined)
    : [];
  const module = entries.map((entry) => ({
    entry,
    id: moduleId(hash, path, entry),
    settings: settingsOf("configured" in entry.resolved ? entry.resolved.configured : undefined),
  }));
  const fresh = freshNames(found.module.file.code);
  const inline = [...found.inline]
    .toSorted(([a], [b]) => a.fn.start - b.fn.start)
    .map(([action, captures], index) => {
      const exportName = fresh(`$$edict_${index}`);
      return {
        action,
        ...captures,
        exportName,
        id: inlineId(hash, found.module, action, captures),
        settings: settingsOf(action.configured),
      };
    });
  return { module, inline };
}

function moduleId(hash: KeyedHash, path: string, { exported, resolved }: ResolvedExport): ActionId {
  const parameters = resolved.kind === "function" ? resolved.parameters : undefined;
  const signature = hash(["edict/signature/1", wireVersion, shapeOf(parameters)]);
  return assemble(lookUpOf(hash, path, exported), argumentMask(parameters, false), signature);
}

function inlineId(
  hash: KeyedHash,
  module: ParsedModule,
  action: InlineAction,
  { captures }: ActionCaptures,
): ActionId {
  const fields = [
    "edict/signature/1",
    wireVersion,
    shapeOf(action.parameters),
    String(captures.length),
    ...captures.map(captureText),
  ];
  if (action.isUnnamed) fields.push(normalisedSource(module, action.fn));
  const mask = argumentMask(action.parameters, captures.length > 0);
  return assemble(lookUpOf(hash, module.file.path, action.name), mask, hash(fields));
}

function lookUpOf(hash: KeyedHash, path: string, name: string): string {
  return hash(["edict/action/1", path, name]);
}

/** Parameters may be renamed freely: a call made before the deploy still fits. */
function shapeOf(list: ParameterList | undefined): string {
  return list === undefined ? "unknown" : list.parameters.map(({ kind }) => kind).join(",");
}

function assemble(lookUp: string, mask: string, signature: string): ActionId {
  const id = parseActionId(lookUp.slice(0, 40) + mask + signature.slice(0, 8));
  if (id === undefined) throw new TypeError("an id is 50 hex characters by construction");
  return id;
}
