import { loadConfig, type LoadedConfig } from "../../config/index.ts";
import { defaultServerLimits } from "../../server/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { checkConfiguration, limitsOf } from "../doctor/check-configuration.ts";
import { checkSecrets } from "../doctor/check-secrets.ts";
import { checkStorage } from "../doctor/check-storage.ts";
import { checkVersions } from "../doctor/check-versions.ts";
import type { Finding } from "../doctor/checkup.ts";
import { formatFinding, formatLimits, summarise } from "../doctor/format-checkup.ts";
import { listLimits, type ShownLimit } from "../doctor/list-limits.ts";
import { findFolder } from "../open-app.ts";

/** What `edict doctor` is asked. */
export interface DoctorOptions {
  readonly dir: string;
  /** Where the server is to listen. */
  readonly host: string;
  readonly json: boolean;
}

/** Looks at everything around an app that keeps it from running, or from running safely, and lists its limits. Changes nothing. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal, env } = context;
  const root = await findFolder(options.dir, context);
  if (root === undefined) return 2;
  context.changeDirectory(root);
  const loaded = await loadConfig(root, { command: "start", mode: "production", env });
  const { findings, limits } = await examine(root, loaded, { ...options, ...context });
  if (options.json) terminal.print(JSON.stringify({ findings, limits }, null, 2));
  else {
    for (const finding of findings) terminal.print(formatFinding(finding, terminal));
    terminal.print(formatLimits(limits, terminal));
    terminal.report(summarise(findings));
  }
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

interface Examination {
  readonly findings: readonly Finding[];
  readonly limits: readonly ShownLimit[];
}

async function examine(
  root: string,
  loaded: LoadedConfig,
  { host, env, packageRoot }: DoctorOptions & CommandContext,
): Promise<Examination> {
  const versions = await checkVersions({
    root,
    packageRoot,
    nodeVersion: process.version,
    now: new Date(),
  });
  const secrets = await checkSecrets({ root, host, env });
  const limits = limitsOf(loaded.config);
  const findings = [
    ...versions,
    ...secrets,
    ...checkConfiguration(loaded, host, limits),
    ...(await checkStorage(loaded.config, root)),
  ];
  return {
    findings,
    limits: limits.ok ? listLimits(limits.value, defaultServerLimits) : [],
  };
}
