/** Where modules that Node has loaded are found by those that Vite runs; only this file reads and writes it. */
const placeName = "edict.native-modules";
const place: unique symbol = Symbol.for(placeName);

interface WithNativeModules {
  [place]?: Map<string, object>;
}

/**
 * Writes a module for Vite's runner that exports what Node has loaded under `key`, e.g. a file: nothing of it goes through
 * Vite, and both sides share one instance.
 */
export function exportNative(key: string, module: object): string {
  const holder = globalThis as WithNativeModules; // our own symbol, see `place`
  (holder[place] ??= new Map()).set(key, module);
  const names = Object.keys(module);
  const found = `globalThis[Symbol.for("${placeName}")].get(${JSON.stringify(key)})`;
  // Under names of our own: what is exported may be called like a word of the language.
  const exported = names.map((name, index) => `native${index} as ${JSON.stringify(name)}`);
  const taken = names.map((name, index) => `${JSON.stringify(name)}: native${index}`);
  return `const { ${taken.join(", ")} } = ${found};\nexport { ${exported.join(", ")} };\n`;
}

/** Tells whether `code` is what `exportNative` wrote: there is nothing in it to transform. */
export function isNativeExport(code: string): boolean {
  return code.includes(`globalThis[Symbol.for("${placeName}")]`);
}
