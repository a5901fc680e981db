import { documentFiles } from "../metadata/index.ts";
import { fileConvention, type FileConvention, type ServedFile } from "./file-conventions.ts";
import { parseSegment } from "./parse-segment.ts";
import type { RouteProblem } from "./route-problem.ts";
import type { SegmentFiles } from "./route-table.ts";

/** One folder of `app/` and what is in it. */
export interface RouteFolder {
  /** As written; "" for `app/` itself. */
  readonly name: string;
  readonly files: SegmentFiles;
  readonly page?: string;
  readonly handler?: string;
  readonly globalError?: string;
  /** `default.tsx`. */
  readonly fallback?: string;
  /** Files that are served beside the pages. */
  readonly served: readonly PlacedFile[];
  readonly folders: readonly RouteFolder[];
}

/** A file that is served beside the pages, and where it lies. */
export interface PlacedFile extends ServedFile {
  /** Relative to the app's root. */
  readonly file: string;
}

/** The folders of `app/`, and what could not be placed among them. */
export interface RouteTree {
  readonly root: RouteFolder;
  readonly problems: readonly RouteProblem[];
}

/** A folder while it is being filled. */
interface Draft {
  readonly name: string;
  readonly named: Map<string, string>;
  readonly served: PlacedFile[];
  readonly folders: Map<string, Draft>;
}

/** Sorts the files of an app into the tree of its `app/` or `src/app/` folder; `app/` wins where there are both. */
export function buildRouteTree(files: readonly string[]): RouteTree {
  const problems: RouteProblem[] = [];
  const root = draftOf("");
  const faultyFolders = new Set<string>();
  for (const { file, parts } of filesBelowApp(files, problems)) {
    const convention = fileConvention(parts.at(-1) ?? "");
    if (convention === undefined) continue;
    const folders = parts.slice(0, -1);
    const fault = firstFault(folders);
    if (fault.kind === "private") continue;
    if (fault.kind === "none") {
      const draft = folders.reduce(enterFolder, root);
      place({ draft, file, convention, folders }, problems);
    } else if (!faultyFolders.has(fault.folder)) {
      faultyFolders.add(fault.folder);
      problems.push({ ...fault.problem, files: [file] });
    }
  }
  return { root: finish(root), problems };
}

function filesBelowApp(
  files: readonly string[],
  problems: RouteProblem[],
): { file: string; parts: readonly string[] }[] {
  const below = (folder: string): string[] =>
    files.filter((file) => file.startsWith(folder)).toSorted();
  const [atRoot, inSource] = [below("app/"), below("src/app/")];
  if (atRoot[0] !== undefined && inSource[0] !== undefined)
    problems.push({
      code: "route-conflict",
      message: "There are both app/ and src/app/, and only app/ is served.",
      hint: "Move everything into one of them.",
      files: [atRoot[0], inSource[0]],
    });
  const [chosen, depth] = atRoot.length > 0 ? [atRoot, 1] : [inSource, 2];
  return chosen.map((file) => ({ file, parts: file.split("/").slice(depth) }));
}

type FolderFault =
  | { readonly kind: "none" }
  | { readonly kind: "private" }
  | {
      readonly kind: "fault";
      readonly folder: string;
      readonly problem: Omit<RouteProblem, "files">;
    };

/** Folders below each other: far above what any app has, and as many as everything that walks a route can take. */
const maxFolders = 100;

function firstFault(folders: readonly string[]): FolderFault {
  if (folders.length > maxFolders)
    return {
      kind: "fault",
      folder: folders.slice(0, maxFolders).join("/"),
      problem: {
        code: "route-malformed",
        message: `There are ${folders.length} folders below each other here; a route has at most ${maxFolders}.`,
        hint: "Read the rest of such an address with a catch-all, [...rest].",
      },
    };
  for (const [index, name] of folders.entries()) {
    const segment = parseSegment(name);
    if (segment.ok) {
      if (segment.value.kind === "private") return { kind: "private" };
      continue;
    }
    const message = `The folder ${name} ${segment.error.reason}.`;
    const hint = "Rename the folder; one whose name begins with _ is no part of any route.";
    const folder = folders.slice(0, index + 1).join("/");
    return { kind: "fault", folder, problem: { code: "route-malformed", message, hint } };
  }
  return { kind: "none" };
}

function draftOf(name: string): Draft {
  return { name, named: new Map(), served: [], folders: new Map() };
}

function enterFolder(parent: Draft, name: string): Draft {
  const draft = parent.folders.get(name) ?? draftOf(name);
  parent.folders.set(name, draft);
  return draft;
}

interface Placement {
  readonly draft: Draft;
  readonly file: string;
  readonly convention: FileConvention;
  /** Names of the folders that it is in, below `app/`. */
  readonly folders: readonly string[];
}

function place({ draft, file, convention, folders }: Placement, problems: RouteProblem[]): void {
  const isRoot = folders.length === 0;
  const warn = (message: string, hint: string): void =>
    void problems.push({ code: "route-file-ignored", message, hint, files: [file] });
  if (convention.kind === "global-error" && !isRoot)
    return warn(
      "global-error has a meaning in the app folder itself only.",
      "Name it error, or move it there.",
    );
  if (convention.kind === "served" && ofRoot.has(convention.served.kind) && !isRoot)
    return warn(
      `${convention.served.kind} has a meaning in the app folder itself only.`,
      "Move it there.",
    );
  if (convention.kind === "served" && folders.some((name) => /^\[+\.\.\./.test(name)))
    return warn(
      `${convention.served.kind} has no address below a catch-all folder: nothing can follow its parameter.`,
      "Move it above that folder, or name a picture in generateMetadata.",
    );
  const slot = slotOf(convention);
  const taken = draft.named.get(slot);
  if (taken === undefined) {
    draft.named.set(slot, file);
    if (convention.kind === "served") draft.served.push({ ...convention.served, file });
  } else
    problems.push({
      code: "route-conflict",
      message: `${taken} and ${file} have the same meaning in the same folder.`,
      hint: "Delete one of them.",
      files: [taken, file],
    });
}

const ofRoot: ReadonlySet<string> = new Set(["robots", "manifest", "favicon"]);

/** There is one of each kind in a folder; of pictures, one of each name. */
function slotOf(convention: FileConvention): string {
  if (convention.kind === "segment") return convention.key;
  if (convention.kind !== "served") return convention.kind;
  const { kind, name } = convention.served;
  return documentFiles.has(kind) ? kind : name;
}

const segmentKeys: readonly (keyof SegmentFiles)[] = [
  "layout",
  "template",
  "loading",
  "error",
  "notFound",
  "unauthorized",
  "forbidden",
];

function finish(draft: Draft): RouteFolder {
  const optional = <K extends string>(key: K, slot: string): { [P in K]?: string } => {
    const file = draft.named.get(slot);
    // An object literal with a computed key has the type of an index signature; its one key is K.
    return file === undefined ? {} : ({ [key]: file } as { [P in K]: string });
  };
  const files: SegmentFiles = Object.assign({}, ...segmentKeys.map((key) => optional(key, key)));
  return {
    name: draft.name,
    files,
    ...optional("page", "page"),
    ...optional("handler", "handler"),
    ...optional("globalError", "global-error"),
    ...optional("fallback", "default"),
    served: draft.served,
    folders: [...draft.folders.values()].map(finish),
  };
}
