import { marked, type MarkedToken, type Token, type Tokens } from "marked";
import type { Terminal } from "../terminal.ts";
import { columnsOf, wrapText } from "./wrap-text.ts";

/** How Markdown is shown in a terminal. */
export interface MarkdownStyle {
  readonly paint: Terminal["stylePrint"];
  /** Columns of a line, at least 20; Infinity breaks none. Code is never broken. */
  readonly width: number;
  /** Says where a link leads, for a reader who cannot click it. */
  readonly linkTarget: (href: string) => string;
}

/** Writes Markdown for a terminal: headings and code set apart, paragraphs wrapped, links with their targets. */
export function renderMarkdown(text: string, style: MarkdownStyle): string {
  return blocks(marked.lexer(text), style).join("\n");
}

/** The lines of blocks, with an empty one between two of them. */
function blocks(tokens: readonly Token[], style: MarkdownStyle): string[] {
  return tokens
    .map((token) => block(known(token), style))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

type Writers<Written> = {
  readonly [T in MarkedToken["type"]]?: (
    token: Extract<MarkedToken, { readonly type: T }>,
    style: MarkdownStyle,
  ) => Written;
};

const blockWriters: Writers<string[]> = {
  heading: ({ tokens }, style) =>
    wrapText(inline(tokens, style), style.width).map((line) => style.paint("bold", line)),
  code: codeBlock,
  list,
  table,
  blockquote: ({ tokens }, style) =>
    indent(blocks(tokens, { ...style, width: style.width - 2 }), "│ ", "│ "),
  hr: (_, { width }) => ["─".repeat(Math.min(width, 40))],
  space: () => [],
  def: () => [],
  paragraph: ({ tokens }, style) => wrapText(inline(tokens, style), style.width),
  text: ({ tokens = [] }, style) => wrapText(inline(tokens, style), style.width),
};

function block(token: MarkedToken, style: MarkdownStyle): string[] {
  return writerOf(blockWriters, token)?.(token, style) ?? wrapText(token.raw.trim(), style.width);
}

function writerOf<Written>(
  writers: Writers<Written>,
  { type }: MarkedToken,
): ((token: MarkedToken, style: MarkdownStyle) => Written) | undefined {
  // A writer stands under the type of the token that it takes.
  return writers[type] as ((token: MarkedToken, style: MarkdownStyle) => Written) | undefined;
}

function codeBlock({ text, lang }: Tokens.Code, { paint }: MarkdownStyle): string[] {
  const filename = /filename="([^"]+)"/.exec(lang ?? "")?.[1];
  const lines = text
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : paint("cyan", `    ${line}`.trimEnd())));
  return filename === undefined ? lines : [paint("dim", `    ${filename}`), ...lines];
}

function list({ items, ordered, start, loose }: Tokens.List, style: MarkdownStyle): string[] {
  return items.flatMap((item, index) => {
    const bullet = ordered ? `${Number(start) + index}. ` : "- ";
    const inner = { ...style, width: style.width - bullet.length };
    const lines = indent(blocks(item.tokens, inner), bullet, " ".repeat(bullet.length));
    return loose && index > 0 ? ["", ...lines] : lines;
  });
}

function table({ header, rows }: Tokens.Table, style: MarkdownStyle): string[] {
  const cells = [header, ...rows].map((row) => row.map(({ tokens }) => inline(tokens, style)));
  const widths = header.map((_, at) => Math.max(...cells.map((row) => columnsOf(row[at] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - columnsOf(cell)))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line, index) => (index === 0 ? style.paint("bold", line) : line));
}

function inline(tokens: readonly Token[], style: MarkdownStyle): string {
  return tokens.map((token) => span(known(token), style)).join("");
}

const spanWriters: Writers<string> = {
  strong: ({ tokens }, style) => style.paint("bold", inline(tokens, style)),
  em: ({ tokens }, style) => inline(tokens, style),
  del: ({ tokens }, style) => inline(tokens, style),
  codespan: ({ text }, { paint }) => paint("cyan", `\`${text}\``),
  br: () => "\n",
  link,
  image: ({ text }) => text,
  escape: ({ text }) => text,
  text: ({ tokens, text }, style) =>
    tokens === undefined ? unbroken(text) : inline(tokens, style),
};

function span(token: MarkedToken, style: MarkdownStyle): string {
  return writerOf(spanWriters, token)?.(token, style) ?? unbroken(token.raw);
}

/** A line end within a paragraph is a blank. */
function unbroken(text: string): string {
  return text.replaceAll("\n", " ");
}

function link({ tokens, href, text }: Tokens.Link, style: MarkdownStyle): string {
  const target = style.linkTarget(href);
  const shown = inline(tokens, style);
  return text === href ? target : `${shown} (${style.paint("dim", target)})`;
}

function indent(lines: readonly string[], first: string, rest: string): string[] {
  return lines.map((line, index) => ((index === 0 ? first : rest) + line).trimEnd());
}

function known(token: Token): MarkedToken {
  // Without extensions the lexer makes no other tokens.
  return token as MarkedToken;
}
