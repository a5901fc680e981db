import { checkReact } from "../check-react.ts";
import { installedVersion, isAtLeast, type VersionNumbers } from "../installed-version.ts";
import type { Finding } from "./checkup.ts";

/** What is looked at, and where. */
export interface VersionSources {
  /** The app's folder. */
  readonly root: string;
  /** The installed package's. */
  readonly packageRoot: string;
  /** e.g. `v20.20.0`. */
  readonly nodeVersion: string;
  readonly now: Date;
}

/** Judges the versions that an app runs with: what has known holes is an error, what gets no more fixes a warning. */
export async function checkVersions(sources: VersionSources): Promise<Finding[]> {
  return [
    checkNode(sources),
    await checkReactVersions(sources),
    ...(await Promise.all(bundlers.map((bundler) => checkBundler(bundler, sources)))),
  ];
}

const oldestNode: VersionNumbers = [20, 19, 0];

/** Ends of life, from Node's release schedule (github.com/nodejs/Release); odd majors get half a year. */
const endsOfLife: Readonly<Record<number, string>> = {
  20: "2026-04-30",
  21: "2024-06-01",
  22: "2027-04-30",
  23: "2025-06-01",
  24: "2028-04-30",
  25: "2026-06-01",
  26: "2029-04-30",
};

function checkNode({ nodeVersion, now }: VersionSources): Finding {
  const subject = "node";
  const area = "versions";
  if (!isAtLeast(nodeVersion, oldestNode))
    return {
      area,
      subject,
      severity: "error",
      message: `Node ${nodeVersion} is older than ${oldestNode.join(".")}.`,
      hint: "Install Node 24.",
    };
  const end = endsOfLife[Number(/^v?(\d+)/.exec(nodeVersion)?.[1])];
  if (end !== undefined && now >= new Date(end))
    return {
      area,
      subject,
      severity: "warning",
      message: `Node ${nodeVersion} is past its end of life (${end}): holes that are found now stay open.`,
      hint: "Install Node 24.",
    };
  return { area, subject, severity: "ok", message: `${nodeVersion} runs this.` };
}

async function checkReactVersions({ root }: VersionSources): Promise<Finding> {
  const wrong = await checkReact(root);
  const [area, subject] = ["versions", "react"] as const;
  if (wrong !== undefined) {
    const [message = wrong, hint] = wrong.split(" Run: ");
    return { area, subject, severity: "error", message, ...(hint && { hint: `Run: ${hint}` }) };
  }
  const version = String(await installedVersion(root, "react"));
  return { area, subject, severity: "ok", message: `${version} is installed.` };
}

interface Bundler {
  readonly name: string;
  readonly oldest: VersionNumbers;
  readonly because: string;
}

const bundlers: readonly Bundler[] = [
  {
    name: "@vitejs/plugin-rsc",
    oldest: [0, 5, 38],
    because:
      "it carries a copy of React's server code, and the copies in older ones have known holes",
  },
  { name: "vite", oldest: [8, 3, 0], because: "older ones lack what Edict builds with" },
];

/** An app may bring its own copy, by its configuration or by an override. */
async function checkBundler(
  { name, oldest, because }: Bundler,
  { root, packageRoot }: VersionSources,
): Promise<Finding> {
  const found = await Promise.all([root, packageRoot].map((at) => installedVersion(at, name)));
  const versions = [...new Set(found)].filter((version) => version !== undefined);
  const [area, subject] = ["versions", name] as const;
  const wrong = versions.find((version) => !isAtLeast(version, oldest));
  const wanted = `${name}@^${oldest.join(".")}`;
  if (wrong !== undefined)
    return {
      area,
      subject,
      severity: "error",
      message: `${name} ${wrong} is installed; ${oldest.join(".")} or later is needed, because ${because}.`,
      hint: `Run: npm install --save-dev ${wanted}`,
    };
  if (versions.length === 0)
    return {
      area,
      subject,
      severity: "error",
      message: `${name} is not installed.`,
      hint: "Install Edict again: it depends on it.",
    };
  return { area, subject, severity: "ok", message: `${versions.join(" and ")} is installed.` };
}
