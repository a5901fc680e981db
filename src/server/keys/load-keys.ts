import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { err, hasCode, ok, type Result } from "../../base/index.ts";
import { formatKeyRing, isGuessable, parseKeyRing, ringOf, type KeyRing } from "./key-ring.ts";
import { makeKeyRing } from "./make-key.ts";
import type { RandomBytes } from "./seal-token.ts";

/** Where keys may come from. */
export interface KeySources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** File of the keys made here, `<app>/.edict/secrets/keys`. */
  readonly file: string;
  /** Whether keys made here will do: in development, and on a server bound to loopback. */
  readonly mayMake: boolean;
  readonly randomBytes: RandomBytes;
}

/** The keys of a server, and what to tell its operator. */
export interface LoadedKeys {
  readonly ring: KeyRing;
  readonly warnings: readonly string[];
}

/**
 * Loads the keys of a server: `EDICT_KEYS`, else `NEXT_SERVER_ACTIONS_ENCRYPTION_KEY`, else a file made
 * once where that will do. The error is what to print before refusing to start, with the line to set.
 */
export async function loadKeys(sources: KeySources): Promise<Result<LoadedKeys, string>> {
  const given = readKeys(sources);
  if (given !== undefined) return given;
  if (!sources.mayMake)
    return err(
      `This server can be reached from other machines and has no keys for what actions capture.\n${lineToSet(sources.randomBytes)}`,
    );
  return readOrMakeFile(sources);
}

/** Reads the keys that the environment gives: undefined where it gives none. */
export function readKeys({
  env,
  randomBytes,
}: Pick<KeySources, "env" | "randomBytes">): Result<LoadedKeys, string> | undefined {
  const own = env["EDICT_KEYS"];
  if (own !== undefined && own !== "") {
    const ring = parseKeyRing(own);
    return ring.ok
      ? ok({ ring: ring.value, warnings: [] })
      : err(`EDICT_KEYS: ${ring.error}.\n${lineToSet(randomBytes)}`);
  }
  const next = env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"];
  return next === undefined || next === "" ? undefined : readNextKey(next, randomBytes);
}

function lineToSet(randomBytes: RandomBytes): string {
  return `Set this in the environment of every instance, and keep it secret:\n  EDICT_KEYS="${newRing(randomBytes)}"`;
}

function newRing(randomBytes: RandomBytes): string {
  return formatKeyRing(makeKeyRing(randomBytes));
}

function readNextKey(text: string, randomBytes: RandomBytes): Result<LoadedKeys, string> {
  const name = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";
  const secret = Buffer.from(text, "base64");
  if (![16, 24, 32].includes(secret.length))
    return err(
      `${name} has ${secret.length} bytes; 16, 24 or 32 are possible.\n${lineToSet(randomBytes)}`,
    );
  if (isGuessable(secret)) return err(`${name} is a sample.\n${lineToSet(randomBytes)}`);
  const warnings =
    secret.length === 32
      ? []
      : [
          `${name} has ${secret.length} bytes; a key of 32 bytes is stronger. Set EDICT_KEYS to rotate.`,
        ];
  return ok({ ring: ringOf({ kid: "next", secret }), warnings });
}

async function readOrMakeFile(sources: KeySources): Promise<Result<LoadedKeys, string>> {
  const made = await makeOnce(sources.file, newRing(sources.randomBytes));
  const ring = parseKeyRing(made ?? (await readWritten(sources.file)).trim());
  return ring.ok
    ? ok({ ring: ring.value, warnings: [] })
    : err(`${sources.file}: ${ring.error}. Delete the file to have a new one made.`);
}

/** Reads a file that another process may have made just now, and not written yet: it is empty for a moment. */
async function readWritten(file: string): Promise<string> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const text = await readFile(file, "utf8");
    if (text !== "") return text;
    await new Promise((resolve) => setTimeout(resolve, attemptMs));
  }
  return "";
}

/** Together as long as a process may take to write one line. */
const maxAttempts = 40;
const attemptMs = 25;

/** Writes the file unless it is there; undefined when another one was first. */
async function makeOnce(file: string, text: string): Promise<string | undefined> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, `${text}\n`, { flag: "wx", mode: 0o600 });
    return text;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return undefined;
    throw error;
  }
}
