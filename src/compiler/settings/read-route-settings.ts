import {
  readSegmentSetting,
  segmentSettingNames,
  type SegmentSettings,
} from "../../routing/index.ts";
import type { Node } from "oxc-parser";
import { analyseModule } from "../analyse-module.ts";
import type { CheckedModule } from "../check/finding.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { ModuleExport } from "../scan/export-table.ts";
import { lookUp } from "../scan/scope.ts";
import { literalValue } from "./literal-value.ts";

/** What a route file says of its route, and what of that is wrong. */
export interface RouteSettingFacts {
  readonly settings: SegmentSettings;
  readonly faults: readonly RouteSettingFault[];
}

/** A setting that cannot be read, or that changes nothing. */
export interface RouteSettingFault {
  readonly code: "route-setting-invalid" | "route-setting-ignored";
  readonly range: Range;
  /** A sentence. */
  readonly problem: string;
}

/** Tells whether a file may say something of its route, by its path from the root. */
export function isSettingFile(path: string): boolean {
  return /^(?:src\/)?app\/(?:.*\/)?(?:layout|page|default|route|robots|sitemap|manifest|(?:icon|apple-icon|opengraph-image|twitter-image)\d?)\.[jt]sx?$/.test(
    path,
  );
}

/** Reads what a route file says of its route, from its source; nothing of one that does not parse. */
export function readRouteSettings(code: string, filename: string): SegmentSettings {
  // Most files have none of the words, and need not be parsed.
  if (
    !/\b(?:dynamic|dynamicParams|revalidate|fetchCache|maxDuration|generateStaticParams)\b/.test(
      code,
    )
  )
    return {};
  const analysed = analyseModule({ code, filename, development: false });
  return analysed.ok ? collectRouteSettings(analysed.value).settings : {};
}

/** Tells whether a file of `app/` makes several files of one: `generateSitemaps` of a sitemap, `generateImageMetadata` of a picture. */
export function makesSeveral(code: string, filename: string): boolean {
  const wanted = /[\\/]sitemap\.[jt]sx?$/.test(filename)
    ? "generateSitemaps"
    : "generateImageMetadata";
  if (!code.includes(wanted)) return false;
  const analysed = analyseModule({ code, filename, development: false });
  return analysed.ok && analysed.value.exports.exports.some(({ exported }) => exported === wanted);
}

/** Collects what a route file says of its route. Values are written out, so that nothing has to run to know them. */
export function collectRouteSettings(checked: CheckedModule): RouteSettingFacts {
  const faults: RouteSettingFault[] = [];
  let settings: SegmentSettings = {};
  const isOfBrowser = checked.directives.useClient !== undefined;
  for (const each of checked.exports.exports) {
    if (!isAboutRoute(each.exported)) continue;
    if (isOfBrowser) {
      faults.push(ofBrowser(each));
      continue;
    }
    const read =
      each.exported === "generateStaticParams" ? readParams(each) : readValue(checked, each);
    if ("problem" in read) faults.push({ range: each.range, ...read });
    else settings = { ...settings, ...read };
  }
  return { settings, faults };
}

type ReadSetting = SegmentSettings | Omit<RouteSettingFault, "range">;

function isAboutRoute(name: string): boolean {
  return name === "generateStaticParams" || name === "runtime" || segmentSettingNames.has(name);
}

function ofBrowser({ exported, range }: ModuleExport): RouteSettingFault {
  return {
    code: "route-setting-invalid",
    range,
    problem: `\`${exported}\` stands in a file with "use client", which the server does not run to know it.`,
  };
}

function readParams({ value }: ModuleExport): ReadSetting {
  if (value.kind !== "value") return { hasStaticParams: true };
  const problem = `\`generateStaticParams\` is ${value.found}: a function that gives a list of parameters is needed.`;
  return { code: "route-setting-invalid", problem };
}

function readValue(checked: CheckedModule, each: ModuleExport): ReadSetting {
  const name = each.exported;
  const node = valueNode(checked, each);
  const literal = node === undefined ? undefined : literalValue(node);
  if (literal?.ok !== true) {
    const problem = `\`${name}\` is not written out. It is known before anything runs: write \`export const ${name} = …\` with a plain value.`;
    return { code: "route-setting-invalid", problem };
  }
  if (name === "runtime") return readRuntime(literal.value);
  const setting = readSegmentSetting(name, literal.value);
  return setting.ok ? setting.value : { code: "route-setting-invalid", problem: setting.error };
}

function readRuntime(value: unknown): ReadSetting {
  if (value === "nodejs") return {};
  if (value === "edge" || value === "experimental-edge")
    return {
      code: "route-setting-ignored",
      problem: `\`runtime\` is "${value}", and there is one runtime for all routes: where the build runs decides it.`,
    };
  return {
    code: "route-setting-invalid",
    problem: `\`runtime\` is ${JSON.stringify(value)}: "nodejs" or "edge" is needed.`,
  };
}

/** Finds what an exported constant is, as written. */
function valueNode({ scopes }: CheckedModule, { form }: ModuleExport): Node | undefined {
  if (form.kind !== "declaration" && form.kind !== "list") return undefined;
  const binding = lookUp(scopes.program, form.local);
  const [declared] = binding?.declarations ?? [];
  if (binding?.kind !== "const" || declared?.type !== "VariableDeclarator") return undefined;
  return declared.id.type === "Identifier" ? (declared.init ?? undefined) : undefined;
}
