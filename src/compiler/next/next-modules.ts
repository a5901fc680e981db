/** Where a name can be used: everywhere, in code of the server, in Client Components, or in types. */
export type NextSide = "both" | "server" | "browser" | "type";

/** A name that this package has under the same name. */
export interface NextName {
  readonly side: NextSide;
  /** How it is not quite what Next has, in a sentence; absent where it is the same. */
  readonly differs?: string;
}

/** Names of one module that are all alike. */
export interface NextFamily extends NextName {
  readonly pattern: RegExp;
  /** What they are, in words. */
  readonly called: string;
}

/** A module of Next that has a counterpart here. */
export interface NextModule {
  readonly names: Readonly<Record<string, NextName>>;
  /** A package that does the work, and that the app has to install. */
  readonly needs?: string;
  /** Many names more, which are not listed one by one. */
  readonly family?: NextFamily;
  /** Names that Next has and this package has not, each with what to write in its place. */
  readonly absent: Readonly<Record<string, string>>;
}

const staleUnused = "its `stale` has no effect: the browser asks for each page that it goes to";

/** Every name of the modules that are covered. A test holds it to the modules themselves. */
export const nextModules: Readonly<Record<string, NextModule>> = {
  next: {
    names: same("type", [
      "LayoutProps",
      "Metadata",
      "MetadataRoute",
      "NextConfig",
      "PageProps",
      "ResolvedMetadata",
      "ResolvingMetadata",
      "RouteContext",
      "ServerActionsConfig",
      "TitleTemplate",
      "Viewport",
    ]),
    absent: {
      default: "createServer of edict/server, which mounts a build in a server of your own",
    },
  },
  "next/cache": {
    names: {
      cacheLife: { side: "server", differs: staleUnused },
      unstable_cacheLife: { side: "server", differs: staleUnused },
      ...same("server", [
        "cacheTag",
        "refresh",
        "revalidatePath",
        "revalidateTag",
        "unstable_cache",
        "unstable_cacheTag",
        "unstable_noStore",
        "updateTag",
      ]),
    },
    absent: {
      unstable_expirePath: "revalidatePath",
      unstable_expireTag: "updateTag in actions, revalidateTag elsewhere",
    },
  },
  "next/dynamic": {
    names: {
      default: {
        side: "both",
        differs:
          "the module's files are fetched when it is first rendered, not announced in the HTML",
      },
      ...same("type", ["DynamicOptions", "Loader"]),
    },
    absent: {},
  },
  "next/font/google": {
    names: {},
    family: {
      pattern: /^[A-Z]\w*$/,
      called: "each family",
      side: "both",
      differs:
        "the files come from the package of Fontsource that the app has installed, never from a server of Google; the type of the options is one for all families",
    },
    absent: {},
  },
  "next/font/local": { names: same("both", ["default"]), absent: {} },
  "next/form": {
    names: { ...same("both", ["default"]), ...same("type", ["FormProps"]) },
    absent: {},
  },
  "next/headers": {
    names: same("server", ["cookies", "draftMode", "headers"]),
    absent: {},
  },
  "next/image": {
    names: {
      default: {
        side: "both",
        differs:
          "a plain <img>: there is no optimiser, so pictures come as they are unless a loader is given, and an imported picture is its URL, without a size",
      },
      ...same("both", ["getImageProps"]),
      ...same("type", ["ImageLoader", "ImageLoaderProps", "ImageProps", "StaticImageData"]),
    },
    absent: {},
  },
  "next/link": {
    names: {
      default: {
        side: "both",
        differs:
          "as, legacyBehavior, passHref, shallow and locale, which come from the Pages Router, are no properties of it",
      },
      ...same("browser", ["useLinkStatus"]),
      ...same("type", ["LinkProps"]),
    },
    absent: {},
  },
  "next/navigation": {
    names: {
      ...same("both", [
        "forbidden",
        "notFound",
        "permanentRedirect",
        "redirect",
        "RedirectType",
        "unauthorized",
        "unstable_isUnrecognizedActionError",
        "unstable_rethrow",
      ]),
      ...same("browser", [
        "ReadonlyURLSearchParams",
        "usePathname",
        "useParams",
        "useRouter",
        "useSearchParams",
        "useSelectedLayoutSegment",
        "useSelectedLayoutSegments",
      ]),
    },
    absent: {
      ServerInsertedHTMLContext: "<style href precedence>, which React itself puts into the head",
      useServerInsertedHTML: "<style href precedence>, which React itself puts into the head",
    },
  },
  "next/og": {
    names: {
      ImageResponse: {
        side: "both",
        differs: "it draws with the package `@vercel/og`, which the app has among its dependencies",
      },
      ...same("type", ["ImageResponseOptions"]),
    },
    needs: "@vercel/og",
    absent: {},
  },
  "next/script": {
    names: {
      default: {
        side: "both",
        differs:
          "beforeInteractive stands where it is written, and counts on the first page of a visit; there is no strategy worker",
      },
      ...same("type", ["ScriptProps"]),
    },
    absent: {
      handleClientScriptLoad: "<Script>",
      initScriptLoader: "<Script>",
    },
  },
  "next/server": {
    names: {
      ...same("server", ["after", "connection", "userAgent", "userAgentFromString"]),
      ...same("both", ["NextRequest", "NextResponse"]),
      ...same("type", [
        "MiddlewareConfig",
        "NextFetchEvent",
        "NextMiddleware",
        "NextProxy",
        "ProxyConfig",
        "UserAgent",
      ]),
    },
    absent: {
      ImageResponse: "the same name of next/og, as in Next",
      URLPattern: "the package urlpattern-polyfill; newer versions of Node have it as a global",
    },
  },
};

/** Modules of Next that have no counterpart, each with what to write in its place. */
export const absentNextModules: Readonly<Record<string, string>> = {
  "next/amp": "nothing: AMP is gone from Next too",
  "next/app": "the root layout, app/layout.tsx",
  "next/babel": "a Babel plugin in vite.config.ts",
  "next/config":
    "environment variables: process.env on the server, process.env.NEXT_PUBLIC_… everywhere",
  "next/constants": "the command and mode that edict.config.ts is called with",
  "next/document": "the root layout, app/layout.tsx",
  "next/error": "not-found.tsx and error.tsx beside the page",
  "next/experimental/testmode": "an ordinary test that starts the app",
  "next/head": "export const metadata, or generateMetadata, of a page or layout",
  "next/jest": "Vitest, which reads the same vite.config.ts",
  "next/legacy/image": "<img>",
  "next/root-params": "params, handed down from the root layout",
  "next/router": "next/navigation",
  "next/types": "the types of next and of next/server",
  "next/web-vitals": "the package web-vitals in a Client Component",
};

/** The modules of Next that have values to import here. */
export const coveredNextModules: readonly string[] = Object.keys(nextModules).filter(
  (name) => name !== "next",
);

function same(side: NextSide, names: readonly string[]): Record<string, NextName> {
  return Object.fromEntries(names.map((name) => [name, { side }]));
}
