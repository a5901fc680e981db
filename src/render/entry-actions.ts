import { renderToPipeableStream } from "@vitejs/plugin-rsc/react/rsc/server.node";
import { wireVersion, type AnswerPayload } from "../protocol/index.ts";
import type { AppBuild, Renderer } from "./app-build.ts";
import { loadedOnce } from "./loaded-once.ts";
import { toFlight } from "./to-flight.ts";

/** What the bundle's generated entry knows of an app that has actions and no pages. */
export interface ActionsSource {
  readonly buildId: string;
  readonly mode: AppBuild["mode"];
  /** Path without `basePath`, e.g. `/_edict/actions`. */
  readonly endpoint: string;
  readonly actions: AppBuild["actions"];
}

/** Makes the build of an app without pages: its actions, answered at one path. */
export function createActionsBuild(source: ActionsSource): AppBuild {
  const { buildId, mode, endpoint, actions } = source;
  return Object.freeze({
    buildId,
    mode,
    endpoint,
    actions: loadedOnce(actions),
    routes: { routes: [], root: { name: "", files: {} } },
    loadHandler: () => Promise.reject(noPages()),
    renderer: answersOnly(`${buildId}.${wireVersion}`),
    register: async () => undefined,
  });
}

function answersOnly(build: string): Renderer {
  return {
    renderAnswer: async ({ outcome, location }, options) => {
      const payload: AnswerPayload<never> = {
        outcome,
        build,
        ...(location === undefined ? {} : { location }),
      };
      return toFlight(renderToPipeableStream, payload, options);
    },
    renderSegments: () => Promise.reject(noPages()),
    renderHtml: () => Promise.reject(noPages()),
    describeRoute: () => {
      throw noPages();
    },
  };
}

/** The request line asks no app with an endpoint for any of this. */
function noPages(): Error {
  return new Error("this build has actions and no pages");
}
