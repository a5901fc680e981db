import { ResolverFactory } from "oxc-resolver";
import type { Plugin } from "vite";
import { createAppModules, type AppModules } from "./app-modules.ts";
import { compilePlugin } from "./compile-plugin.ts";
import { endpointsOf } from "./list-actions.ts";
import { nextNamesPlugin } from "./next-names-plugin.ts";
import { packageFolder } from "./vite-paths.ts";

/** Options of an app's tests. */
export interface TestOptions {
  readonly mode: "test";
}

/** Vite's environment of tests that run in Node; those in a document have the browser's. */
const nodeTests = "ssr";

const emptyModule = "\0edict:empty";

/**
 * Lists the plugins for an app's tests in vitest: actions are compiled as for the server, `next/*` and this package's names
 * are there as the server has them. React stays as it is, so that components can be rendered too.
 */
export function testPlugins(): Plugin[] {
  const late: { modules?: AppModules } = {};
  return [
    namesOfServer(),
    {
      name: "edict:test-root",
      configResolved: ({ root }) => {
        late.modules = createAppModules(root);
      },
    },
    nextNamesPlugin(),
    compilePlugin({
      get modules() {
        if (late.modules === undefined)
          throw new Error(
            "edict() was asked for a module before Vite had resolved its configuration",
          );
        return late.modules;
      },
      // What calls an action in a test has the function, and asks for no id: any secret will do, and the app gets none.
      idSecret: "edict/test",
      development: true,
      docsUrl: undefined,
      environments: { [nodeTests]: "server", client: "client" },
      endpoints: () => endpointsOf([], false),
    }),
  ];
}

/** Finds this package's modules as the server has them, for React's condition alone would change React too. */
function namesOfServer(): Plugin {
  const resolver = new ResolverFactory({
    conditionNames: ["react-server", "node", "import", "default"],
  });
  return {
    name: "edict:test-names",
    enforce: "pre",
    config: () => ({
      resolve: { tsconfigPaths: true },
      // Node loads this package, wherever it lies: in a test and in what it tests it is the same.
      test: { server: { deps: { external: [startsWith(packageFolder)] } } },
    }),
    resolveId: {
      filter: { id: /^(?:edict(?:\/|$)|(?:server|client)-only$)/ },
      handler(id) {
        if (id.endsWith("-only")) return emptyModule;
        if (this.environment.name !== nodeTests) return undefined;
        const { path } = resolver.sync(packageFolder, id);
        return path;
      },
    },
    load: {
      filter: { id: new RegExp(`^${emptyModule}$`) },
      handler: () => "export {};",
    },
  };
}

function startsWith(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}`);
}
