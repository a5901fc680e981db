import { transformWithOxc, type Plugin, type ResolvedConfig } from "vite";

/** What may open an element or a fragment; a comparison may look the same, and is the same in both languages. */
const mayHoldJsx = /<[A-Za-z_$>]/;

/**
 * Lets the app's `.js` files hold JSX, as those of the App Router do: Vite reads it in `.jsx` and `.tsx` alone. It comes after
 * the compiler of directives, which works on what was written.
 */
export function jsxInJsPlugin(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "edict:jsx-in-js",
    enforce: "pre",
    configResolved(resolved) {
      config = resolved;
    },
    transform: {
      filter: { id: { include: /\.js(?:\?|$)/, exclude: [/[\\/]node_modules[\\/]/, /^\0/] } },
      async handler(code, id) {
        if (!mayHoldJsx.test(code)) return undefined;
        const jsx = config.oxc === false ? undefined : config.oxc.jsx;
        const { code: plain, map } = await transformWithOxc(code, id, {
          lang: "jsx",
          sourcemap: true,
          // React Refresh looks at components when they are plain JavaScript.
          ...(typeof jsx === "object" ? { jsx: { ...jsx, refresh: false } } : {}),
        });
        return { code: plain, map: map ?? null };
      },
    },
  };
}
