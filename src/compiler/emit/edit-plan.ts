import MagicString from "magic-string";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { EmittedCode } from "./emit-stubs.ts";
import { mapOf } from "./map-of.ts";

/** The edits of a module, gathered in any order. */
export interface EditPlan {
  readonly removals: Range[];
  readonly replacements: { readonly range: Range; readonly text: string }[];
  /** `stay` text belongs to what is before `at`, `travel` text moves along with what follows. */
  readonly insertions: {
    readonly at: number;
    readonly text: string;
    readonly kind: "stay" | "travel";
  }[];
  /** Ranges that go to the end of the module, in that order; one within another leaves it. */
  readonly moves: Range[];
  /** Statements after everything else. */
  readonly endings: string[];
}

/** Makes an empty plan. */
export function editPlan(): EditPlan {
  return { removals: [], replacements: [], insertions: [], moves: [], endings: [] };
}

/**
 * Carries a plan out. Its order matters to magic-string: replacing a range forgets what was inserted at its edges.
 */
export function applyPlan(plan: EditPlan, module: ParsedModule): EmittedCode {
  const { code } = module.file;
  // With a final line break the end is never part of a range, so that everything can move behind it.
  const edits = new MagicString(/[\n\r]$/.test(code) ? code : `${code}\n`);
  // In source order each place is found next to the one before.
  for (const { start, end } of plan.removals.toSorted((a, b) => a.start - b.start))
    edits.remove(start, end);
  for (const { range, text } of plan.replacements.toSorted((a, b) => a.range.start - b.range.start))
    edits.update(range.start, range.end, text);
  for (const { at, text, kind } of plan.insertions.toSorted((a, b) => a.at - b.at)) {
    if (kind === "stay") edits.appendLeft(at, text);
    else edits.prependRight(at, text);
  }
  for (const { start, end } of plan.moves) edits.move(start, end, edits.original.length);
  if (plan.endings.length > 0) edits.append(["", ...plan.endings, ""].join("\n"));
  return { code: edits.toString(), map: mapOf(edits, module) };
}
