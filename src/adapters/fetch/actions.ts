import type { AppBuild } from "../../server/index.ts";

/**
 * Every action of the app that this module is bundled with, for `createServer(actions, options)`: `edict({ mode: "spa" })`
 * puts them in this module's place.
 * @throws Error outside of such a bundle
 */
export const actions: AppBuild = notBundled();

function notBundled(): never {
  throw new Error(
    'edict/actions was loaded as it is. It stands for the actions of an app, and has them only in the bundle that `vite build` makes of the module named in edict({ mode: "spa", server: "server.ts" }): run that bundle, or import the built actions.js.',
  );
}
