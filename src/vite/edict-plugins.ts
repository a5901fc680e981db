import react from "@vitejs/plugin-react";
import rsc from "@vitejs/plugin-rsc";
import type { PluginOption } from "vite";
import type { Mount } from "../protocol/index.ts";
import { boundStatePlugin } from "./bound-state-plugin.ts";
import { compilePlugin, type CompileSettings } from "./compile-plugin.ts";
import { entriesPlugin, virtualIds, type EntrySource } from "./entries-plugin.ts";
import { errorPagesPlugin } from "./error-pages-plugin.ts";
import { environmentsPlugin } from "./environments-plugin.ts";
import { fontPlugin } from "./fonts/font-plugin.ts";
import { jsxInJsPlugin } from "./jsx-in-js-plugin.ts";
import { nextNamesPlugin } from "./next-names-plugin.ts";
import { nativeReactPlugin } from "./native-react-plugin.ts";
import { nativeRoomsPlugin } from "./native-rooms-plugin.ts";
import { outsideRequestsPlugin } from "./outside-requests-plugin.ts";
import type { UserPlugins } from "./user-plugins.ts";
import { packageFiles } from "./vite-paths.ts";

/** What the plugins of one app share. */
export interface PluginSettings {
  readonly compile: CompileSettings;
  readonly entries: EntrySource;
  /** Plugins of the app's own Vite configuration take the place of ours. */
  readonly user: UserPlugins;
  /** How calls in the browser wait whose action says nothing of it. */
  readonly dispatch: "ordered" | "serial";
  /** How the app's addresses are written. */
  readonly mount: Mount;
  /** Variables of the process, completed from `.env` files. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Lists the Vite plugins of an app, in the order they must run:
 * names first (`next/*`), then our compiler on the original source, then React Server Components,
 * which must not see a `"use server"` any more.
 */
export function edictPlugins(settings: PluginSettings): PluginOption[] {
  const { compile, entries, user } = settings;
  return [
    environmentsPlugin(settings),
    nativeRoomsPlugin(),
    outsideRequestsPlugin(),
    nativeReactPlugin(),
    nextNamesPlugin(),
    compilePlugin(compile),
    fontPlugin(compile),
    jsxInJsPlugin(),
    entriesPlugin(entries),
    errorPagesPlugin(),
    boundStatePlugin(),
    rsc({
      entries: {
        rsc: virtualIds.entryRsc,
        ssr: packageFiles.entrySsr,
        client: packageFiles.entryBrowser,
      },
      serverHandler: false,
      customBuildApp: true,
      // Routes name their CSS themselves, see `RouteModule.styles`.
      rscCssTransform: false,
    }),
    user.hasReact ? [] : react(),
  ];
}
