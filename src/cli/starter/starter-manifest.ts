import { packageName } from "./package-name.ts";

/** What an app's package.json is made from. */
export interface ManifestSource {
  /** Name of the app's folder. */
  readonly folder: string;
  /** What npm is to install as `edict`, e.g. `file:../edict-0.1.0.tgz`. */
  readonly edict: string;
  /** Edict's own package.json: the app gets the versions that it was tested with. */
  readonly own: OwnManifest;
}

/** What is read of Edict's own package.json. */
export interface OwnManifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
}

/** Writes the package.json of a new app. */
export function starterManifest({ folder, edict, own }: ManifestSource): string {
  const dependencies = { edict, ...pick(own, ["react", "react-dom"]) };
  const devDependencies = pick(own, [
    "@types/node",
    "@types/react",
    "@types/react-dom",
    "typescript",
  ]);
  const taken = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  const manifest = {
    name: packageName(folder, taken),
    private: true,
    type: "module",
    scripts: {
      dev: "edict dev",
      build: "edict build",
      start: "edict start",
      check: "edict check && tsc",
    },
    dependencies,
    devDependencies,
    engines: own.engines,
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function pick({ devDependencies }: OwnManifest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const version = devDependencies[name];
      if (version === undefined) throw new Error(`Edict's package.json has no version of ${name}`);
      return [name, version];
    }),
  );
}
