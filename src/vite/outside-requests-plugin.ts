import { AsyncLocalStorage } from "node:async_hooks";
import type { Plugin } from "vite";

/**
 * Has Vite prepare modules outside of the request that asks for them. What is kept for a request, and React's look at
 * each promise of a render, would otherwise go along with every step of the pipeline.
 */
export function outsideRequestsPlugin(): Plugin {
  return {
    name: "edict:outside-requests",
    apply: "serve",
    configureServer({ environments }) {
      // As it is while the server is made: no request is under way.
      const outside = AsyncLocalStorage.snapshot();
      for (const name of ["rsc", "ssr"]) {
        const environment = environments[name];
        if (environment === undefined) continue;
        const fetchModule = environment.fetchModule.bind(environment);
        environment.fetchModule = (...asked) => outside(fetchModule, ...asked);
      }
    },
  };
}
