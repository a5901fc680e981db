import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rollup } from "vite";
import { compileFonts, type FontModule } from "../../compiler/index.ts";
import { makeDiagnostic, type Diagnostic } from "../../errors/index.ts";
import type { CompileSettings } from "../compile-plugin.ts";
import { overlayFinding } from "../check/print-findings.ts";
import { evaluateFont, type EvaluatedFont } from "./evaluate-font.ts";

/** How fonts are compiled; read when a module is. */
export type FontSettings = Pick<CompileSettings, "development" | "docsUrl" | "modules">;

/** `<module>.<font>.edict-font.css` holds the CSS of one font of a module. */
const sheetName = /^([^?]+)\.(\w+)\.edict-font\.css(?:\?.*)?$/;

/**
 * Evaluates the calls of `next/font`: each becomes what it gives, and the module imports the CSS of its fonts. That CSS has
 * no state: it is made again from the module that its name begins with.
 */
export function fontPlugin(settings: FontSettings): Plugin {
  return {
    name: "edict:fonts",
    enforce: "pre",
    resolveId: {
      filter: { id: sheetName },
      handler: (id) => {
        const module = sheetName.exec(id)?.[1];
        if (module === undefined) return undefined;
        // A browser asks for it by its path from the app's folder.
        return existsSync(module) ? id : join(settings.modules.root, id);
      },
    },
    load: {
      filter: { id: sheetName },
      async handler(id) {
        const [, file = "", name = ""] = sheetName.exec(id) ?? [];
        const code = await readFile(file, "utf8");
        const { fonts } = await readFonts(settings, this, { code, file });
        const font = fonts.find((each) => each.id === name);
        if (font === undefined) return this.error(`${file} has no font ${name}.`);
        for (const each of [file, ...font.files]) this.addWatchFile(each);
        return font.css;
      },
    },
    transform: {
      order: "pre",
      // The modules of packages have a version in development.
      filter: { id: /\.[cm]?[jt]sx?(?:\?v=[\w-]+)?$/, code: "next/font/" },
      async handler(code, id) {
        const file = id.split("?")[0] ?? id;
        const { module, fonts } = await readFonts(settings, this, { code, file });
        if (module === undefined) return undefined;
        const { code: written, map } = writeModule(module, fonts, file);
        return { code: written, map: map as Rollup.SourceMapInput };
      },
    },
  };
}

interface FontFile {
  readonly code: string;
  /** Absolute. */
  readonly file: string;
}

interface FontsOfModule {
  readonly module: FontModule | undefined;
  /** In the order of the calls. */
  readonly fonts: readonly EvaluatedFont[];
}

/** Reads and evaluates the fonts of a module; what is wrong with one fails its transformation, with its frame. */
async function readFonts(
  { modules: { root }, development, docsUrl }: FontSettings,
  context: Rollup.PluginContext,
  { code, file }: FontFile,
): Promise<FontsOfModule> {
  const address = { development, docsUrl };
  const fail = (diagnostic: Diagnostic): never =>
    context.error(overlayFinding({ diagnostic, source: code }, file));
  const read = compileFonts({
    code,
    filename: file,
    root,
    development,
    ...(docsUrl === undefined ? {} : { docsUrl }),
  });
  if (!read.ok) {
    const [first] = read.error;
    return first === undefined ? { module: undefined, fonts: [] } : fail(first);
  }
  const module = read.value;
  if (module === undefined) return { module, fonts: [] };
  const fonts: EvaluatedFont[] = [];
  for (const call of module.calls) {
    const place = module.placeOf(call);
    const font = await evaluateFont(call, { file, path: place.file });
    if (!font.ok) return fail(makeDiagnostic("font-not-found", font.error, place, address));
    fonts.push(font.value);
  }
  return { module, fonts };
}

function writeModule(
  module: FontModule,
  fonts: readonly EvaluatedFont[],
  file: string,
): ReturnType<FontModule["write"]> {
  const imports = ['import { makeFont as __edict_make_font } from "edict/runtime/font";'];
  const values = fonts.map(({ id, parts, announced }, index) => {
    const names = announced.map((path, at) => {
      const name = `__edict_font_${index}_${at}`;
      imports.push(`import ${name} from ${JSON.stringify(`${path}?url&no-inline`)};`);
      return name;
    });
    imports.push(`import ${JSON.stringify(`${file}.${id}.edict-font.css`)};`);
    return `__edict_make_font(${JSON.stringify(parts)}, [${names.join(", ")}])`;
  });
  return module.write(values, imports);
}
