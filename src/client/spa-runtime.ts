import "./spa/module-loader.ts";
import { setServerCallback } from "@vitejs/plugin-rsc/react/browser";
import { createCallServer } from "./call-server.ts";
import { quietSettled } from "./quiet-settled.ts";
import { createSpaRouter, type SpaTarget } from "./spa/spa-router.ts";

export { createAction } from "./runtime.ts";

/** Makes every action stub of the page, and every action that comes back in an answer, post its calls to one endpoint. */
export function startSpaRuntime(target: SpaTarget): void {
  quietSettled();
  setServerCallback(createCallServer(createSpaRouter(target), { dispatch: target.dispatch }));
}
