import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Says of every link of a Markdown file that leads nowhere where it stands and why; empty when all are good. */
export function findBrokenLinks(file: string, text: string, root: string): string[] {
  return linksOf(text).flatMap((link) => {
    const fault = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)
      ? faultOutside(link)
      : faultInside(link, file, text, root);
    return fault === undefined ? [] : [`${file}: ${link}: ${fault}`];
  });
}

/** Lists the targets of all links and images of a text: inline, by reference, in angle brackets and as HTML. */
export function linksOf(text: string): string[] {
  const prose = withoutSpans(withoutFences(text));
  const shapes = [
    /\]\(\s*<?([^)\s>]*)>?(?:\s+["'][^)]*)?\s*\)/g,
    /^ {0,3}\[[^\]]+\]:\s+<?([^\s>]+)/gm,
    /<([a-z][a-z0-9+.-]*:[^\s>]*)>/gi,
    /\b(?:href|src)=["']([^"']*)["']/gi,
  ];
  return shapes.flatMap((shape) => [...prose.matchAll(shape)].map(([, target = ""]) => target));
}

/** Lists the anchors that a page has, as GitHub makes them from its headings: a second one of a name gets `-1`. */
export function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutFences(text).matchAll(/^ {0,3}#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const slug = slugOf(heading);
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

function slugOf(heading: string): string {
  const words = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

function faultOutside(link: string): string | undefined {
  if (!URL.canParse(link)) return "is no URL";
  const { protocol, hostname, username, password } = new URL(link);
  if (protocol !== "https:" || !link.startsWith("https://")) return "is no https URL";
  if (username !== "" || password !== "") return "has a name or password";
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(hostname) ? undefined : "has no public host";
}

function faultInside(link: string, file: string, text: string, root: string): string | undefined {
  const [path = "", anchor] = link.split("#", 2);
  if (path === "" && anchor === undefined) return "is empty";
  if (path.startsWith("/")) return "starts with a slash, which means another place on every host";
  const target = join(root, dirname(file), decodeURIComponent(path));
  if (relative(root, target).startsWith("..")) return "leaves the repository";
  if (path !== "" && !existsSync(target)) return "there is no such file";
  if (path !== "" && statSync(target).isDirectory() !== path.endsWith("/"))
    return "a folder ends with a slash, and a file does not";
  if (anchor === undefined) return undefined;
  if (path !== "" && !/\.mdx?$/.test(path)) return "has an anchor into what has no headings";
  const anchors = anchorsOf(path === "" ? text : readFileSync(target, "utf8"));
  return anchors.has(anchor) ? undefined : "there is no such heading";
}

/** Blanks blocks of code: what looks like a link or a heading in them is none. */
function withoutFences(text: string): string {
  return text.replaceAll(/^ *(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\1[`~]* *$/gm, "");
}

function withoutSpans(text: string): string {
  // Text keeps its brackets: a span may be the whole text of a link.
  return text
    .replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code")
    .replaceAll(/<!--[\s\S]*?-->/g, "");
}
