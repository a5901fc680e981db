import { renderToPipeableStream } from "@vitejs/plugin-rsc/vendor/react-server-dom/server.node";
import { lookupOf, parseActionId, wireVersion, type AnswerPayload } from "../protocol/index.ts";
import type { ActionEntry, AppBuild, Renderer } from "./app-build.ts";
import { loadedOnce } from "./loaded-once.ts";
import { toFlight, type FlightRenderer } from "./to-flight.ts";

/** An action as a bundle lists it: what `compileModule` tells of it, its file, and how it is loaded. */
export type ListedAction = Pick<ActionEntry, "name" | "file" | "line" | "kind" | "captures"> &
  Partial<Pick<ActionEntry, "usedBy" | "owners" | "settings">> & {
    /** 50 lower-case hex characters. */
    readonly id: string;
    /** Gives the export of its module that `exportName` names. */
    readonly load: () => Promise<unknown>;
  };

/** What a bundle knows of an app that has actions and no pages. */
export interface ActionsSource {
  /** 1 to 128 letters, digits, `_`, `-`, `.`. */
  readonly buildId: string;
  /** Default: production. */
  readonly mode?: AppBuild["mode"];
  /** Path without `basePath`. Default: `/_edict/actions`. */
  readonly endpoint?: string;
  readonly actions: Iterable<ListedAction>;
}

/**
 * Makes the build of an app without pages, for `createServer`: its actions, answered at one path.
 * @throws TypeError for an id that is none
 */
export function createActionsBuild(source: ActionsSource): AppBuild {
  const { buildId, mode = "production", endpoint = "/_edict/actions" } = source;
  const entries = Array.from(source.actions, entryOf);
  const actions = new Map(entries.map((entry) => [lookupOf(entry.id), entry]));
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

function entryOf({
  id,
  load,
  usedBy = [],
  owners = "everywhere",
  ...rest
}: ListedAction): ActionEntry {
  const parsed = parseActionId(id);
  if (parsed === undefined) throw new TypeError(`${JSON.stringify(id)} is not an action id`);
  // Whoever runs an action checks that it is a function.
  return { ...rest, id: parsed, usedBy, owners, load: load as ActionEntry["load"] };
}

function answersOnly(build: string): Renderer {
  return {
    renderAnswer: async ({ outcome, location }, options) => {
      const payload: AnswerPayload<never> = {
        outcome,
        build,
        ...(location === undefined ? {} : { location }),
      };
      return toFlight(renderWithoutComponents, payload, options);
    },
    renderSegments: () => Promise.reject(noPages()),
    renderHtml: () => Promise.reject(noPages()),
  };
}

/** Without pages there are no Client Components that an answer could name. */
const renderWithoutComponents: FlightRenderer = (model, options) =>
  renderToPipeableStream(model, {}, options);

/** The request line asks no app with an endpoint for any of this. */
function noPages(): Error {
  return new Error("this build has actions and no pages");
}
