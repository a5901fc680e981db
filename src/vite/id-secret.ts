import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCode } from "../base/index.ts";

/** The secret of the action ids, and where it came from. */
export interface IdSecret {
  readonly value: string;
  readonly from: "environment" | "file" | "made";
}

/** Between making the file and writing into it another command may look; longer than this it is empty for good. */
const writingTakesMs = 100;

/** Finds the secret of the action ids: `EDICT_ID_SECRET`, else `.edict/secrets/id-secret`, made on first use with mode 0600. */
export async function findIdSecret(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<IdSecret> {
  const given = env["EDICT_ID_SECRET"];
  if (given !== undefined && given !== "") return { value: given, from: "environment" };
  const file = join(root, ".edict/secrets/id-secret");
  const known = await readSecret(file);
  if (known === undefined) return makeSecret(root, file);
  if (known !== "") return { value: known, from: "file" };
  await sleep(writingTakesMs);
  const later = await readSecret(file);
  return later === undefined || later === ""
    ? writeSecret(file, "w")
    : { value: later, from: "file" };
}

/** Makes the file; where another command was faster, its secret is the one. */
async function makeSecret(root: string, file: string): Promise<IdSecret> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    return await writeSecret(file, "wx");
  } catch (error) {
    if (hasCode(error, "EEXIST")) return findIdSecret(root, {});
    throw error;
  }
}

async function writeSecret(file: string, flag: "w" | "wx"): Promise<IdSecret> {
  const value = randomBytes(32).toString("base64url");
  await writeFile(file, `${value}\n`, { mode: 0o600, flag });
  return { value, from: "made" };
}

/** Undefined when there is no file. */
async function readSecret(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
