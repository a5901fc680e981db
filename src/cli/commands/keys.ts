import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { err, hasCode, ok, type Result } from "../../base/index.ts";
import { loadEnvironment } from "../../config/index.ts";
import {
  formatKeyRing,
  loadKeys,
  makeKeyRing,
  rotateRing,
  type KeyRing,
  type RotatedRing,
} from "../../server/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { replaceFile } from "../replace-file.ts";

/** Where the ring of an app is kept. */
type RingPlace =
  | { readonly kind: "environment" }
  /** Absolute path of the file that development and a server on loopback make. */
  | { readonly kind: "file"; readonly file: string };

interface FoundRing {
  readonly ring: KeyRing;
  readonly place: RingPlace;
}

/** Makes the secrets that seal what actions capture, or puts a new one in front of those of the app in this folder. */
export async function keys(
  { verb }: { readonly verb: "new" | "rotate" },
  context: CommandContext,
): Promise<ExitCode> {
  const { cwd, env, terminal } = context;
  for (const { source, message } of await loadEnvironment(cwd, "production", env))
    terminal.report(`${terminal.style("yellow", "warning:")} ${source}: ${message}`);
  if (verb === "new") return printNew(context);
  const found = await findRing(context);
  if (!found.ok) {
    terminal.report(terminal.style("red", found.error));
    return 1;
  }
  const rotated = rotateRing(found.value.ring, randomBytes);
  const { place } = found.value;
  return place.kind === "file"
    ? writeRotated(rotated, place.file, context)
    : printRotated(rotated, context);
}

function printNew({ env, terminal }: CommandContext): ExitCode {
  terminal.print(lineOf(makeKeyRing(randomBytes)));
  // Where there is one, another would only do harm: the ids of all actions change with it.
  const isNamed = isSet(env["EDICT_ID_SECRET"]);
  if (!isNamed) terminal.print(`EDICT_ID_SECRET="${randomBytes(32).toString("base64")}"`);
  terminal.report(
    `Set EDICT_KEYS in the environment of every server of the app${isNamed ? "" : " and EDICT_ID_SECRET in that of every build"}, or both in a file .env.production.local that is in no repository. Keep them as secret as a password.`,
  );
  if (isSet(env["EDICT_KEYS"]))
    terminal.report(
      `${terminal.style("yellow", "warning:")} EDICT_KEYS is set here already. In its place this line makes every open page stale (SKEW); edict keys rotate keeps the old keys.`,
    );
  return 0;
}

function printRotated(
  { ring, announced, dropped }: RotatedRing,
  context: CommandContext,
): ExitCode {
  const { terminal } = context;
  terminal.print(lineOf(ring));
  terminal.report(
    [
      `Put this line where EDICT_KEYS is set now, and start the servers again. ${describe(ring)}`,
      "Where several servers answer under one address, give all of them this line first, so that none meets a key it does not know:",
      `  ${lineOf(announced)}`,
      ...describeDropped(dropped),
    ].join("\n"),
  );
  return 0;
}

async function writeRotated(
  { ring, dropped }: RotatedRing,
  file: string,
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const { uid, gid } = await stat(file);
  const problem = await replaceFile(file, `${formatKeyRing(ring)}\n`, { mode: 0o600, uid, gid });
  if (problem !== undefined) {
    terminal.report(terminal.style("red", `${file}: ${problem}`));
    return 1;
  }
  terminal.report(
    [
      `Rotated ${file}. Start the server again. ${describe(ring)}`,
      ...describeDropped(dropped),
    ].join("\n"),
  );
  return 0;
}

function lineOf(ring: KeyRing): string {
  return `EDICT_KEYS="${formatKeyRing(ring)}"`;
}

function describe({ active, keys: all }: KeyRing): string {
  const old = all.slice(1).map(({ kid }) => kid);
  return `${active.kid} seals from then on; ${old.join(", ")} still ${old.length === 1 ? "opens" : "open"} what older pages hold. To retire a key, delete its entry once no such page can be open: what it sealed is then answered with SKEW.`;
}

function describeDropped(dropped: RotatedRing["dropped"]): string[] {
  if (dropped.length === 0) return [];
  return [`Retired, because a ring keeps few keys: ${dropped.map(({ kid }) => kid).join(", ")}.`];
}

/** Finds the ring that a server of this app would use; the error says why there is none to rotate. */
async function findRing({ cwd, env }: CommandContext): Promise<Result<FoundRing, string>> {
  const file = join(cwd, ".edict/secrets/keys");
  const fromEnvironment = isSet(env["EDICT_KEYS"]) || isSet(env[nextName]);
  if (!fromEnvironment && !(await exists(file)))
    return err(
      `There are no keys to rotate: EDICT_KEYS is not set, and there is no ${file}. Run: edict keys new`,
    );
  const loaded = await loadKeys({ env, file, mayMake: true, randomBytes });
  if (!loaded.ok) return loaded;
  const { ring } = loaded.value;
  const short = ring.keys.find(({ secret }) => secret.length !== 32);
  if (short !== undefined)
    return err(
      `${nextName} has ${short.secret.length} bytes, and EDICT_KEYS takes keys of 32 only: it cannot be kept. Run: edict keys new`,
    );
  return ok({ ring, place: fromEnvironment ? { kind: "environment" } : { kind: "file", file } });
}

const nextName = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

async function exists(file: string): Promise<boolean> {
  try {
    await readFile(file);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}
