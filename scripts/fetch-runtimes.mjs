// Brings the runtimes that builds are tested on: Bun, Deno and workerd, from their npm packages, into a folder of the user's
// cache. They are too large for every `npm ci`, and some of their install scripts do not run.
// usage: node scripts/fetch-runtimes.mjs
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {"bun" | "deno" | "workerd"} RuntimeName
 * @typedef {{ package: string, integrity: string }} Build
 * @typedef {{ version: string, file: string, env: string, builds: Readonly<Record<string, Build>> }} Runtime
 */

/** What is tested, by platform; Bun's build for processors without AVX2 runs everywhere. @type {Record<RuntimeName, Runtime>} */
const runtimes = {
  bun: {
    version: "1.4.5",
    file: "package/bin/bun",
    env: "BUN_PATH",
    builds: {
      "linux-x64": {
        package: "@oven/bun-linux-x64-baseline",
        integrity:
          "sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==",
      },
      "linux-arm64": {
        package: "@oven/bun-linux-aarch64",
        integrity:
          "sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
      },
      "darwin-arm64": {
        package: "@oven/bun-darwin-aarch64",
        integrity:
          "sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==",
      },
    },
  },
  deno: {
    version: "2.9.6",
    file: "package/deno",
    env: "DENO_PATH",
    builds: {
      "linux-x64": {
        package: "@deno/linux-x64-glibc",
        integrity:
          "sha512-3md4TKLCuzsLDmfOoC5KN7NAZaxSVkMgm64vg6foD00JBADCpYS2/5QqXfzgnP5ZQz3iLP9vBQJtEgc116OAoQ==",
      },
      "linux-arm64": {
        package: "@deno/linux-arm64-glibc",
        integrity:
          "sha512-poqhoH9B3nYloigEMPT5t8HY+wBeiuea1An5Q7fqgJzP0SYmWsoS/oUnWO/pEiA4ofzIBy1Elt/in58xKtxEoQ==",
      },
      "darwin-arm64": {
        package: "@deno/darwin-arm64",
        integrity:
          "sha512-V8uO1Aolrl/yvdMb5lOtgtigs8YuZBjrOrgviVMiYkQ0swymFfzkae1wZak4Xi24t7vf7d/eiMb/7ryjjVm+tg==",
      },
    },
  },
  workerd: {
    version: "1.20261117.1",
    file: "package/bin/workerd",
    env: "WORKERD_PATH",
    builds: {
      "linux-x64": {
        package: "@cloudflare/workerd-linux-64",
        integrity:
          "sha512-gZLA8X11m/luZwn+YA3+mDu61vdxNJzpksP/QZqjydKTQ+VUCulsK5gtn9Bqst1p3KJu2kafQpJ1nDQv4B23jA==",
      },
      "linux-arm64": {
        package: "@cloudflare/workerd-linux-arm64",
        integrity:
          "sha512-gxWngFojq41ULKNKb9rpWYvKotN5hT2I/xot+Bpy31cXzrwcTgtDLSMb2t75sW5BJxH7hihFvikgYb577kB3Zg==",
      },
      "darwin-arm64": {
        package: "@cloudflare/workerd-darwin-arm64",
        integrity:
          "sha512-cInx5Cr9O27oW+ujyI49lTRQZra/lMgWUFiKmGY3jxDncATSxzfQ6udXHkVvK4//1/PfxQTDyMjdQUIN8m6Aqg==",
      },
    },
  },
};

/**
 * Gives the path of a runtime, which is fetched where it is not there yet.
 * @param {RuntimeName} name
 * @returns {string} absolute
 * @throws {Error} a sentence that says why there is none, and what to set
 */
export function fetchRuntime(name) {
  const { version, file, env, builds } = runtimes[name];
  const given = process.env[env];
  if (given !== undefined) return given;
  const build = builds[`${process.platform}-${process.arch}`];
  if (build === undefined)
    throw new Error(
      `There is no ${name} pinned for ${process.platform}-${process.arch}. Install it and set ${env} to its path.`,
    );
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "edict-runtimes");
  const folder = join(cache, `${name}-${version}`);
  const path = join(folder, file);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, "fetching-"));
  try {
    const archive = pack(`${build.package}@${version}`, scratch, env);
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== build.integrity)
      throw new Error(`${build.package}@${version} is not what is pinned: ${found}`);
    run("tar", ["-xzf", archive, "-C", scratch, file]);
    // In one step: others may be looking.
    if (!existsSync(folder)) renameInto(scratch, folder, archive);
    return path;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} spec
 * @param {string} folder
 * @param {string} env
 */
function pack(spec, folder, env) {
  try {
    return join(
      folder,
      run("npm", ["pack", "--silent", "--pack-destination", folder, spec]).trim(),
    );
  } catch (error) {
    throw new Error(
      `${spec} could not be fetched. Set ${env} to the path of one that is installed.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * @param {string} scratch
 * @param {string} folder
 * @param {string} archive
 */
function renameInto(scratch, folder, archive) {
  rmSync(archive);
  try {
    renameSync(scratch, folder);
  } catch (error) {
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let failed = false;
  for (const name of /** @type {RuntimeName[]} */ (Object.keys(runtimes)))
    try {
      console.log(`${name}: ${fetchRuntime(name)}`);
    } catch (error) {
      failed = true;
      console.error(error instanceof Error ? error.message : error);
    }
  process.exit(failed ? 1 : 0);
}
