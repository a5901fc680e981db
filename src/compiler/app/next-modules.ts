/** The modules of Next that have a counterpart in this package. */
export const coveredNextModules: readonly string[] = [
  "next/cache",
  "next/form",
  "next/headers",
  "next/link",
  "next/navigation",
  "next/server",
];
