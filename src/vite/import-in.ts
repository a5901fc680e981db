import { isRunnableDevEnvironment, type ViteDevServer } from "vite";

/** Imports a module in an environment of a development server. */
export async function importIn(
  vite: ViteDevServer,
  name: string,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const environment = vite.environments[name];
  if (environment === undefined || !isRunnableDevEnvironment(environment))
    throw new Error(
      `the ${name} environment of this Vite config cannot run modules in this process`,
    );
  // A module namespace is an object of its exports.
  return (await environment.runner.import(id)) as Record<string, unknown>;
}

/** Resolves as that environment's modules do; undefined for what is no file of its own. */
export async function resolveIn(
  vite: ViteDevServer,
  name: string,
  specifier: string,
  importer: string,
): Promise<string | undefined> {
  const found = await vite.environments[name]?.pluginContainer.resolveId(specifier, importer);
  if (!found || found.external) return undefined;
  return found.id.split("?")[0];
}
