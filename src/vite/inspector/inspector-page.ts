import { escapeMarkup } from "../../base/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Route } from "../../routing/index.ts";
import type { ShownCall } from "./call-list.ts";

/** What the page of the calls shows. */
export interface InspectorView {
  /** The newest first. */
  readonly calls: readonly ShownCall[];
  readonly actions: readonly Pick<ActionEntry, "name" | "kind" | "file" | "line">[];
  readonly routes: readonly Pick<Route, "pattern" | "kind" | "file">[];
  /** Of its style and its script: nothing else is run or loaded. */
  readonly nonce: string;
}

/** Writes the page of the last calls and of all endpoints. It needs no script, which only keeps it up to date. */
export function inspectorPage({ calls, actions, routes, nonce }: InspectorView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Calls and endpoints · edict dev</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
<h1>Calls and endpoints</h1>
<p>Of this development server, the newest call first. <noscript><a href="/_edict/">Show newer calls</a></noscript></p>
</header>
<main>
${writeTable({
  id: "calls",
  caption: "Calls",
  heads: ["Time", "Action", "Arguments", "Outcome", "Took", "Revalidated", "Cache"],
  rows: calls.map(callCells),
  none: "None yet. What a page or a form calls is listed here.",
})}
${writeTable({
  id: "actions",
  caption: "Actions",
  heads: ["Action", "Kind", "Where"],
  rows: actions.map(actionCells),
  none: "There are no actions.",
})}
${writeTable({
  id: "routes",
  caption: "Routes",
  heads: ["Path", "Kind", "Where"],
  rows: routes.map(routeCells),
  none: "There are no routes.",
})}
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

function callCells(call: ShownCall): string[] {
  const { at, subject, place, args, outcome, page, took, revalidated, cache } = call;
  const code = page === undefined ? undefined : /^[A-Z_]+/.exec(outcome)?.[0];
  return [
    `<time datetime="${at.toISOString()}">${at.toTimeString().slice(0, 8)}</time>`,
    `<b>${escapeMarkup(subject)}</b>${place === "" ? "" : ` <small>${escapeMarkup(place)}</small>`}`,
    `<code>${escapeMarkup(args)}</code>`,
    page === undefined || code === undefined
      ? escapeMarkup(outcome)
      : `<a href="/_edict/errors/${page}">${code}</a>${escapeMarkup(outcome.slice(code.length))}`,
    escapeMarkup(took),
    revalidated.map(escapeMarkup).join("<br>"),
    escapeMarkup(cache),
  ];
}

function actionCells({ name, kind, file, line }: InspectorView["actions"][number]): string[] {
  return [`<b>${escapeMarkup(name)}</b>`, kind, `${escapeMarkup(file)}:${line}`];
}

function routeCells({ pattern, kind, file }: InspectorView["routes"][number]): string[] {
  return [`<b>${escapeMarkup(pattern)}</b>`, kind, escapeMarkup(file)];
}

interface Table {
  readonly id: string;
  readonly caption: string;
  readonly heads: readonly string[];
  /** HTML of the cells. */
  readonly rows: readonly (readonly string[])[];
  /** What stands where there is no row. */
  readonly none: string;
}

function writeTable({ id, caption, heads, rows, none }: Table): string {
  const body =
    rows.length === 0
      ? `<tr><td colspan="${heads.length}">${none}</td></tr>`
      : rows
          .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
          .join("\n");
  const columns = heads.map((head) => `<th scope="col">${head}</th>`).join("");
  return `<div role="region" aria-labelledby="${id}-name" tabindex="0">
<table>
<caption id="${id}-name">${caption}</caption>
<thead><tr>${columns}</tr></thead>
<tbody id="${id}">
${body}
</tbody>
</table>
</div>`;
}

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 25%, transparent); }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.25rem 3rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-weight: 600; line-height: 1.2; }
[role=region] { overflow-x: auto; margin: 0 0 1.5rem; }
[role=region]:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
caption { padding: 0.25rem 0; text-align: start; font-weight: 600; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
td { overflow-wrap: break-word; }
#calls td:is(:first-child, :nth-child(5), :nth-child(7)) { white-space: nowrap; }
#calls td:is(:nth-child(3), :nth-child(4)) { min-width: 14rem; overflow-wrap: anywhere; }
small { display: block; }
`;

/** Asks for the page anew when there are new calls, and listens only while somebody can see it. */
const script = `
const heard = {};
async function update() {
  const response = await fetch("/_edict/");
  if (!response.ok) return;
  const [, main] = (await response.text()).split(/<.?main>/);
  const fresh = new DOMParser().parseFromString(main, "text/html");
  for (const old of document.querySelectorAll("tbody")) {
    const made = fresh.getElementById(old.id);
    if (made && made.innerHTML !== old.innerHTML) old.replaceChildren(...made.children);
  }
}
function listen() {
  if (document.hidden) {
    heard.events?.close();
    heard.events = undefined;
  } else if (!heard.events) {
    heard.events = new EventSource("/_edict/events");
    heard.events.onmessage = update;
  }
}
document.addEventListener("visibilitychange", listen);
listen();
`;
