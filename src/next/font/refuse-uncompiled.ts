/** Refuses a call of `next/font` that no build has evaluated. */
export function refuseUncompiled(module: string): never {
  throw new Error(
    `A font of ${module} was asked for by code that Edict's build has not compiled, e.g. that of a package or of a test. Make fonts in modules of the app.`,
  );
}
