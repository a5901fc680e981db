import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The secret of the action ids, and where it came from. */
export interface IdSecret {
  readonly value: string;
  readonly from: "environment" | "file" | "made";
}

/** Finds the secret of the action ids: `EDICT_ID_SECRET`, else `.edict/secrets/id-secret`, made on first use with mode 0600. */
export async function findIdSecret(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<IdSecret> {
  const given = env["EDICT_ID_SECRET"];
  if (given !== undefined && given !== "") return { value: given, from: "environment" };
  const file = join(root, ".edict/secrets/id-secret");
  try {
    return { value: (await readFile(file, "utf8")).trim(), from: "file" };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const made = randomBytes(32).toString("base64url");
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: "wx" });
  return { value: made, from: "made" };
}
