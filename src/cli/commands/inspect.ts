import type { ActionSettings } from "../../protocol/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { findFolder } from "../open-app.ts";
import { readBuild, type BuiltApp } from "../read-build.ts";
import type { Terminal } from "../terminal.ts";
import { describeRendering } from "./format-pages.ts";
import { formatTable } from "./format-table.ts";

/** Lists every endpoint that the build of an app exposes: its actions, handlers and pages. */
export async function inspect(
  { dir, json }: { readonly dir: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const root = await findFolder(dir, context);
  if (root === undefined) return 2;
  const build = await readBuild(root);
  if (!build.ok) {
    terminal.report(terminal.style("red", build.error));
    return 1;
  }
  const { actions, routes } = build.value.inspection;
  // Endpoints are what programs read; how a page is made, people do.
  const endpoints = {
    actions,
    routes: routes.map((route) => ({ ...route, rendering: undefined })),
  };
  terminal.print(
    json ? JSON.stringify(endpoints, null, 2) : formatInspection(build.value, terminal),
  );
  return 0;
}

/** Writes an inspection as two tables. */
export function formatInspection(
  { buildId, inspection: { actions, routes } }: BuiltApp,
  terminal: Pick<Terminal, "stylePrint">,
): string {
  const bold = (text: string): string => terminal.stylePrint("bold", text);
  const actionRows = actions.map((action) => [
    action.id,
    action.name,
    `${action.file}:${action.line}`,
    [
      action.kind,
      ...(action.captures.length === 0 ? [] : [`captures ${action.captures.join(", ")}`]),
      ...formatSettings(action.settings ?? {}),
    ].join(", "),
    `used by ${action.usedBy.join(", ")}`,
  ]);
  const routeRows = routes.map((route) => [
    route.pattern,
    route.kind === "page" ? "page" : (route.methods ?? []).join(" "),
    route.file,
    ...(route.rendering === undefined ? [] : [describeRendering(route.rendering)]),
  ]);
  return [
    `${bold("Build")} ${buildId}`,
    "",
    bold(`Actions (${actions.length})`),
    ...formatTable(actionRows),
    "",
    bold(`Routes (${routes.length})`),
    ...formatTable(routeRows),
  ].join("\n");
}

function formatSettings({
  maxBodyBytes,
  timeoutMs,
  accepts,
  sealed,
  callsPerMinute,
  dispatch,
}: ActionSettings): string[] {
  return [
    ...(maxBodyBytes === undefined ? [] : [`body up to ${maxBodyBytes} bytes`]),
    ...(timeoutMs === undefined ? [] : [`${timeoutMs / 1_000} s`]),
    ...(accepts === undefined ? [] : [`accepts ${accepts.join(" and ")}`]),
    ...(sealed === undefined ? [] : [`${sealed} sealed`]),
    ...(callsPerMinute === undefined ? [] : [`${callsPerMinute} calls a minute`]),
    ...(dispatch === undefined ? [] : [dispatch]),
  ];
}
