import type { Readable } from "node:stream";
import type {
  ActionId,
  ActionLookup,
  ActionSettings,
  FormState,
  Outcome,
  ShownFailure,
  Mount,
} from "../protocol/index.ts";
import type { CachedFlight, OnRequestError } from "../context/index.ts";
import type { Route, RouteMatch, RouteParams, RouteTable } from "../routing/index.ts";

/** The whole application, as its `rsc` bundle gives it to the server. Frozen. */
export interface AppBuild {
  /** Names this build; equal for two builds of the same source and config only if `generateBuildId` says so. */
  readonly buildId: string;
  readonly mode: "production" | "development";
  /** The only actions that can be called. */
  readonly actions: ReadonlyMap<ActionLookup, ActionEntry>;
  readonly routes: RouteTable;
  /** The one path that answers, of an app that has actions and no pages: `/_edict/actions`. Absent for an app of routes. */
  readonly endpoint?: string;
  /** The app's `proxy.ts`, when it has one. */
  readonly proxy?: ProxySource;
  /** Asks `generateStaticParams` of a route's files; absent where there are no pages. */
  readonly listStaticParams?: (route: Route) => Promise<readonly RouteParams[] | undefined>;
  /** Loads a `route.ts`. */
  readonly loadHandler: (file: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly renderer: Renderer;
  /** Runs `register()` of the app's `instrumentation.ts`, once, before the first request. */
  readonly register: () => Promise<void>;
  /** Tells `onRequestError` of the app's `instrumentation.ts` of an error, and waits for it; absent where the app has no such file. */
  readonly onRequestError?: (...told: Parameters<OnRequestError>) => Promise<void>;
}

/** The app's `proxy.ts`, or `middleware.ts` as it was called. */
export interface ProxySource {
  /** Relative to the app's root, with `/`. */
  readonly file: string;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
}

/** One action of the manifest. Nothing of it is imported until `load` is called. */
export interface ActionEntry {
  /** The id of this build: current mask and signature. */
  readonly id: ActionId;
  /** Export name, or the path of enclosing functions for an inline action. */
  readonly name: string;
  /** Relative to the app's root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: "module" | "inline";
  /** What an inline action closes over, e.g. `["user.id"]`; not empty means that its first argument is sealed. */
  readonly captures: readonly string[];
  /** Files that refer to it, relative to the app's root. */
  readonly usedBy: readonly string[];
  /** Patterns of the routes that can reach it; `everywhere` where that is not known, or there are no routes. */
  readonly owners: readonly string[] | "everywhere";
  /** What it sets for itself; absent when it sets nothing. */
  readonly settings?: ActionSettings;
  /** Only running its module shows whether it is a function. */
  readonly unproven?: true;
  readonly load: () => Promise<ActionFunction>;
}

/** An action as the server calls it: captured values (an array) first, when it has captures. */
export type ActionFunction = (...args: unknown[]) => unknown;

/** What a page is rendered from. */
export interface PageRequest {
  readonly match: RouteMatch | undefined;
  /** Canonical path, without `basePath` or search. */
  readonly path: string;
  /** With its `?`, or "". */
  readonly search: string;
  /** How the app's addresses are written where visitors see them; absent where that is as they are. */
  readonly mount?: Mount;
  /** Path and search that the visitor sees, without `basePath`, where `proxy.ts` rewrote them to this page's. */
  readonly shownUrl?: string;
  /** Keys of the segments the browser holds, which are not sent again; the last one of each way, the page, is. */
  readonly have?: readonly string[];
  /** Each segment is written in rows of its own, so that it can be left out of what was written. */
  readonly isApart?: true;
}

/** What a render needs beside the page. */
export interface RenderOptions {
  readonly signal: AbortSignal;
  /** Called once per error that a component threw; returns the digest that stands for it on the wire. */
  readonly onError: (error: unknown) => string;
  /** The set that the decoder filled, so that opaque arguments go back as they came. */
  readonly temporaryReferences?: WeakMap<object, string>;
}

/** Options of an HTML document. */
export interface HtmlOptions extends RenderOptions {
  readonly formState?: FormState | null;
  /** Waits for everything, nothing hidden: answers to form posts, and documents for crawlers. */
  readonly waitForAll: boolean;
  /** Shows this boundary's page in place of the route's: the outcome of a form post that threw or was interrupted. */
  readonly failure?: Pick<ShownFailure, "kind" | "digest" | "message">;
  /** It is shown to everybody: its forms name no call. Default: false. */
  readonly isKept?: boolean;
  /** Nonce of the page's scripts, when a content security policy asks for one. */
  readonly nonce?: string;
}

/** An HTML document whose status is known. */
export type RenderedHtml =
  | { readonly kind: "html"; readonly status: number; readonly body: Readable }
  | { readonly kind: "redirect"; readonly status: 307 | 308; readonly location: string };

/** The model of a call's answer; `page` is rendered into it. */
export interface AnswerModel {
  readonly outcome: Outcome;
  readonly location?: string;
  readonly page?: PageRequest;
}

/** Turns routes and answers into bytes. Runs inside the app's bundles, in the request's store. */
export interface Renderer {
  /** Writes and reads the values of `"use cache"` functions that are no plain data. Absent in an app without pages. */
  readonly cachedFlight?: CachedFlight;
  /** Flight of a `PagePayload`: soft navigation. */
  readonly renderSegments: (page: PageRequest, options: RenderOptions) => Promise<Readable>;
  /** Flight of an `AnswerPayload` that is not plain data, or that carries a page. */
  readonly renderAnswer: (answer: AnswerModel, options: RenderOptions) => Promise<Readable>;
  readonly renderHtml: (page: PageRequest, options: HtmlOptions) => Promise<RenderedHtml>;
}
