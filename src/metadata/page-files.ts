import { listOf } from "./head-tag.ts";
import type { Icon, Icons, Metadata, ResolvedMetadata, SharedMedia } from "./metadata.ts";
import type { ServedKind } from "./write-document.ts";

/** A file of a folder of `app/` that its pages name in their head. */
export interface FoundFile {
  readonly kind: ServedKind;
  /** Path, as visitors see it. */
  readonly url: string;
  readonly type: string | undefined;
  /** Pixels; undefined where it is drawn in any size, or nobody says. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly alt: string | undefined;
}

/** The files of a page, by kind: those of the innermost folder that has some. */
export type PageFiles = ReadonlyMap<ServedKind, readonly FoundFile[]>;

/** Before the first folder. */
export const noFiles: PageFiles = new Map();

/** Adds the files of a folder to those above it. Pictures that its metadata names take the place of such files. */
export function takeFiles(
  above: PageFiles,
  own: readonly FoundFile[],
  { openGraph, twitter }: Metadata,
): PageFiles {
  const files = new Map(above);
  for (const { kind } of own) files.set(kind, []);
  for (const file of own) files.set(file.kind, [...(files.get(file.kind) ?? []), file]);
  if (openGraph?.images !== undefined) files.delete("opengraph-image");
  if (twitter?.images !== undefined) files.delete("twitter-image");
  return files;
}

/** Adds the files of a page to what its metadata says. */
export function withFiles(metadata: ResolvedMetadata, files: PageFiles): ResolvedMetadata {
  if (files.size === 0) return metadata;
  const [manifest] = files.get("manifest") ?? [];
  const shared = files.get("opengraph-image");
  const card = files.get("twitter-image");
  const icons = withIcons(metadata.icons, files);
  return {
    ...metadata,
    ...(icons === undefined ? {} : { icons }),
    ...(manifest === undefined ? {} : { manifest: manifest.url }),
    ...(shared === undefined || metadata.openGraph === null
      ? {}
      : { openGraph: { ...metadata.openGraph, images: shared.map(mediaOf) } }),
    ...(card === undefined || metadata.twitter === null
      ? {}
      : { twitter: { ...metadata.twitter, images: card.map(mediaOf) } }),
  };
}

/** Those in files come first, the icon of the whole app before all. */
function withIcons(said: ResolvedMetadata["icons"], files: PageFiles): ResolvedMetadata["icons"] {
  const of = (kind: ServedKind): Icon[] => (files.get(kind) ?? []).map(iconOf);
  const icon = [...of("favicon"), ...of("icon")];
  const apple = of("apple-icon");
  if (icon.length === 0 && apple.length === 0) return said;
  const given = iconsByUse(said);
  return {
    ...given,
    icon: [...icon, ...listOf(given.icon)],
    apple: [...apple, ...listOf(given.apple)],
  };
}

/** Icons by what they are for, however they were said. */
export function iconsByUse(icons: ResolvedMetadata["icons"]): Icons {
  if (icons === null || icons === undefined) return {};
  if (typeof icons === "string" || icons instanceof URL || Array.isArray(icons))
    return { icon: icons };
  // What is left is one icon, or icons by what they are for; `isArray` does not tell readonly lists apart.
  return "url" in icons ? { icon: icons } : (icons as Icons);
}

function iconOf({ url, type, size }: FoundFile): Icon {
  const isDrawn = type === "image/svg+xml";
  const sizes = isDrawn ? "any" : size && `${size.width}x${size.height}`;
  return {
    url,
    ...(type === undefined ? {} : { type }),
    ...(sizes === undefined ? {} : { sizes }),
  };
}

function mediaOf({ url, type, size, alt }: FoundFile): SharedMedia {
  return {
    url,
    ...(type === undefined ? {} : { type }),
    ...(size === undefined ? {} : size),
    ...(alt === undefined ? {} : { alt }),
  };
}
