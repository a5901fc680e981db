import { mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../../base/index.ts";
import type { StarterFile } from "./read-starter.ts";

/** A folder that is empty, or was made for an app. */
export interface ClaimedFolder {
  /** Its real path: npm counts from there. */
  readonly root: string;
  /** Takes away what was made of it. */
  readonly release: () => Promise<void>;
}

/** Makes a folder, or finds it empty; a repository of git may be there. The error is a sentence. */
export async function claimFolder(folder: string): Promise<Result<ClaimedFolder, string>> {
  try {
    const made = await mkdir(folder, { recursive: true });
    const found = (await readdir(folder)).filter((name) => name !== ".git").toSorted();
    if (found.length > 0)
      return err(
        `${folder} is not empty: it has ${listed(found)}. Name a folder that is empty, or a new one.`,
      );
    const release = async (): Promise<void> => {
      if (made !== undefined) await rm(made, { recursive: true, force: true });
    };
    return ok({ root: await realpath(folder), release });
  } catch (error) {
    return err(sentenceOf(error, folder));
  }
}

/**
 * Puts the files into a folder that has none of them: written aside first, so that a full disk or a file that may not be
 * written leaves nothing. Gives a sentence where the system does not let it.
 */
export async function placeFiles(
  root: string,
  files: readonly StarterFile[],
): Promise<string | undefined> {
  const placed: string[] = [];
  try {
    const aside = await mkdtemp(join(root, ".edict-new-"));
    placed.push(aside);
    for (const { path, text } of files) {
      await mkdir(dirname(join(aside, path)), { recursive: true });
      await writeFile(join(aside, path), text, { flag: "wx" });
    }
    for (const name of await readdir(aside)) {
      await rename(join(aside, name), join(root, name));
      placed.push(join(root, name));
    }
    await rm(aside, { recursive: true });
    return undefined;
  } catch (error) {
    for (const path of placed) await rm(path, { recursive: true, force: true });
    return sentenceOf(error, root);
  }
}

const shown = 5;

function listed(names: readonly string[]): string {
  const more = names.length - shown;
  return names.slice(0, shown).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Says what the system refused; what is no answer of the system is a fault of ours. */
function sentenceOf(error: unknown, folder: string): string {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) throw error;
  if (error.code === "EEXIST" || error.code === "ENOTDIR")
    return `${folder} cannot be a folder: a file has its name, or that of one above it. Name another.`;
  return `${folder} could not be made (${String(error.code)}): ${error.message}.`;
}
