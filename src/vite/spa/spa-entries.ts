import { wireVersion } from "../../protocol/index.ts";
import type { Plugin } from "vite";
import { virtualIds, writeActions } from "../entries-plugin.ts";
import { packageFiles } from "../vite-paths.ts";
import type { SpaProject } from "./open-project.ts";
import { actionsEnvironment } from "./spa-environments.ts";

const runtimeId = "\0virtual:edict/spa-runtime";
/** Resolved id of `edict/actions`. */
export const actionsId: string = `\0${virtualIds.entryActions}`;

/** Generates what the browser's stubs call, and the list of actions that the server answers. */
export function spaEntries(project: () => SpaProject): Plugin {
  return {
    name: "edict:spa-entries",
    enforce: "pre",
    resolveId: {
      filter: { id: /^edict\/(?:runtime\/client|actions)$/ },
      handler(id, importer) {
        const { name } = this.environment;
        if (id === "edict/runtime/client") return name === "client" ? runtimeId : undefined;
        if (name === actionsEnvironment) return actionsId;
        return this.error(
          `${importer ?? "A module"} imports "edict/actions", the server's list of all actions, but it is not in the server's bundle: name your server in edict({ mode: "spa", server: "server.ts" }).`,
        );
      },
    },
    load: {
      filter: { id: /^\0virtual:edict\// },
      handler(id) {
        if (id === runtimeId) return writeRuntime(project());
        return id === actionsId ? writeEntry(project()) : undefined;
      },
    },
  };
}

function writeRuntime({ settings, basePath, buildId }: SpaProject): string {
  const target = {
    endpoint: basePath + settings.endpoint,
    build: `${buildId}.${wireVersion}`,
    dispatch: settings.dispatch,
  };
  return [
    `import { createAction, startSpaRuntime } from ${JSON.stringify(packageFiles.spaRuntime)};`,
    `startSpaRuntime(${JSON.stringify(target)});`,
    `export { createAction };`,
  ].join("\n");
}

function writeEntry({ settings, buildId, development, endpoints }: SpaProject): string {
  const source = {
    buildId,
    mode: development ? "development" : "production",
    endpoint: settings.endpoint,
  };
  return [
    `import { createActionsBuild } from ${JSON.stringify(packageFiles.entryActions)};`,
    `export const actions = createActionsBuild({ ...${JSON.stringify(source)}, actions: ${writeActions(endpoints.current.actions)}.values() });`,
  ].join("\n");
}
