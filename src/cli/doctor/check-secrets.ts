import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isLoopback, loadKeys } from "../../server/index.ts";
import type { Finding } from "./checkup.ts";
import { hasCode } from "../../base/index.ts";

/** What is looked at. */
export interface SecretSources {
  readonly root: string;
  /** Where the server is to listen. */
  readonly host: string;
  /** With the app's `.env*` files. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Judges the secrets of an app without making or printing any. */
export async function checkSecrets(sources: SecretSources): Promise<Finding[]> {
  const modes = await Promise.all(
    ["keys", "id-secret"].map((name) => checkFileMode(join(sources.root, ".edict/secrets", name))),
  );
  return [
    ...(await checkKeys(sources)),
    checkIdSecret(sources),
    ...modes.filter((finding) => finding !== undefined),
  ];
}

const area = "secrets";
const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

async function checkKeys({ root, host, env }: SecretSources): Promise<Finding[]> {
  const subject = "EDICT_KEYS";
  const file = join(root, ".edict/secrets/keys");
  const isGiven = isSet(env[subject]) || isSet(env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"]);
  const mayMake = isLoopback(host);
  if (!isGiven && mayMake && (await readMode(file)) === undefined)
    return [
      {
        area,
        subject,
        severity: "ok",
        message: `Not set: a server on ${host} makes a key of its own on its first start. One that other machines can reach needs EDICT_KEYS.`,
      },
    ];
  // Nothing is made here: either a variable is set, or the file is there, or making one is forbidden.
  const loaded = await loadKeys({ env, file, mayMake, randomBytes });
  if (!loaded.ok)
    return [
      {
        area,
        subject,
        severity: "error",
        // Its second line is a new key to set: no secret belongs in a report.
        message: loaded.error.split("\n")[0] ?? "",
        hint: "Run: edict keys new",
      },
    ];
  const { ring, warnings } = loaded.value;
  if (warnings.length > 0)
    return warnings.map((message) => ({ area, subject, severity: "warning", message }));
  const kids = ring.keys.map(({ kid }) => kid).join(", ");
  return [
    {
      area,
      subject,
      severity: "ok",
      message: isGiven ? `Set: ${kids}, the first seals.` : `Not set: ${file} is used (${kids}).`,
    },
  ];
}

/** Shorter ones can be guessed from a page with ids on it. */
const minIdSecretLength = 16;

function checkIdSecret({ env }: SecretSources): Finding {
  const subject = "EDICT_ID_SECRET";
  const value = env[subject];
  if (!isSet(value)) {
    if (isSet(env["CI"]))
      return {
        area,
        subject,
        severity: "error",
        message:
          "Not set, and CI is: each clean checkout makes a new one, and with it changes the ids of all actions.",
        hint: "Set it to one value for all builds; edict keys new prints one.",
      };
    return {
      area,
      subject,
      severity: "ok",
      message: "Not set: builds here use .edict/secrets/id-secret.",
    };
  }
  if (String(value).length < minIdSecretLength)
    return {
      area,
      subject,
      severity: "warning",
      message: `It has ${String(value).length} characters, and can be guessed.`,
      hint: "Set a longer one; edict keys new prints one. The ids of all actions change with it.",
    };
  return { area, subject, severity: "ok", message: "Set." };
}

async function checkFileMode(file: string): Promise<Finding | undefined> {
  const mode = await readMode(file);
  if (mode === undefined || (mode & 0o077) === 0 || process.platform === "win32") return undefined;
  return {
    area,
    subject: file,
    severity: "error",
    message: `Other users of this machine may read it (mode ${(mode & 0o777).toString(8)}).`,
    hint: `Run: chmod 600 ${file}`,
  };
}

async function readMode(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
