const quotedUse = /["'`]\s*use[\s_-]/i;

/** Tells whether `code` has a quoted `use …` at all: without one it holds no directive, nor anything that was meant as one. */
export function mayHoldDirective(code: string): boolean {
  return quotedUse.test(code);
}
