import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { marked } from "marked";
import type { Plugin } from "vite";
import { escapeMarkup, hasCode } from "../base/index.ts";

const address = /^\/_edict\/errors\/([A-Za-z0-9_-]{1,64})$/;

/** Serves the page of a code under `/_edict/errors/<code>` in development, from the package itself. */
export function errorPagesPlugin(): Plugin {
  return {
    name: "edict:error-pages",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const code = address.exec(request.url ?? "")?.[1];
        if (code === undefined) next();
        else void answer(code, response, next);
      });
    },
  };
}

async function answer(
  code: string,
  response: ServerResponse,
  next: (error?: unknown) => void,
): Promise<void> {
  try {
    const page = await readErrorPage(code);
    if (page === undefined) {
      next();
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page);
  } catch (error) {
    next(error);
  }
}

/** Makes the HTML of a code's page; undefined when there is none of that name. */
export async function readErrorPage(code: string): Promise<string | undefined> {
  const file = fileURLToPath(new URL(`../../docs/errors/${code}.mdx`, import.meta.url));
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const title = /^title:\s*(.+)$/m.exec(text)?.[1]?.replace(/^["']|["']$/g, "") ?? code;
  const body = await marked.parse(text.replace(/^---\n[\s\S]*?\n---\n/, ""));
  const heading = escapeMarkup(title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${heading}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 0.5rem; }
</style></head><body><h1>${heading}</h1>
${body}</body></html>`;
}
