/** Options of an app with routes that owns its `vite.config.ts`; everything else is in `edict.config.*`. */
export interface OwnedOptions {
  /** Default. */
  readonly mode?: "rsc";
  /** Whether `@vitejs/plugin-react` is brought along; false for an app that lists a React plugin itself. Default: true. */
  readonly react?: boolean;
}
