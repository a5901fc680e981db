import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { imageSize } from "image-size";
import { contentTypeOf } from "../adapters/node/index.ts";
import { hasCode } from "../base/index.ts";

/** Writes the module of a file that is sent as it is: its bytes, and what a page says of it in its head. */
export async function writeStaticModule(file: string): Promise<string> {
  const bytes = await readFile(file);
  const alt = await readAlt(file);
  const exported = {
    contentType: contentTypeOf(file),
    hash: createHash("sha256").update(bytes).digest("base64url").slice(0, 12),
    size: sizeOf(bytes),
    alt,
  };
  const constants = Object.entries(exported).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value) ?? "undefined"};`,
  );
  return [...constants, `export default ${JSON.stringify(bytes.toString("base64"))};`].join("\n");
}

/** What `opengraph-image.alt.txt` says of `opengraph-image.png`. */
async function readAlt(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file.replace(/\.[^.]+$/, ".alt.txt"), "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Pixels; undefined for what is no picture, or none that says its size. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return undefined; // a text, or a format of which the library knows nothing
  }
}
