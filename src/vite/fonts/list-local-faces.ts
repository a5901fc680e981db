import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { err, ok, type Result } from "../../base/index.ts";
import type { LocalFontCall } from "../../compiler/index.ts";
import type { DiagnosticParams } from "../../errors/index.ts";
import type { FontFace, FontFaces } from "./font-face.ts";

/** Lists the faces of a font of the app's own files; `module` is absolute. */
export function listLocalFaces(
  call: LocalFontCall,
  module: string,
): Result<FontFaces, DiagnosticParams["font-not-found"]> {
  const faces: FontFace[] = [];
  let main: { face: FontFace; distance: number } | undefined;
  for (const source of call.sources) {
    const file = resolve(dirname(module), source.path);
    if (!existsSync(file)) return err({ kind: "local", path: source.path });
    const weight = source.weight ?? call.weight;
    const style = source.style ?? call.style;
    const descriptors = [
      ...call.declarations.map(({ prop, value }) => [prop, value] as const),
      ...(weight === undefined ? [] : [["font-weight", weight] as const]),
      ...(style === undefined ? [] : [["font-style", style] as const]),
    ];
    const face: FontFace = { file, descriptors, isAnnounced: call.preload };
    const distance = distanceFromText(weight, style);
    if (main === undefined || distance < main.distance) main = { face, distance };
    faces.push(face);
  }
  return ok({ faces, adjustTo: call.adjustTo, main: main?.face });
}

const named: Readonly<Record<string, number>> = { normal: 400, bold: 700 };

/** How far a face is from what most text is set in: upright, of weight 400. */
function distanceFromText(weight = "400", style = "normal"): number {
  const [from = 400, to = from] = weight.split(" ").map((each) => named[each] ?? Number(each));
  const nearest = Math.min(Math.max(400, from), to);
  return Math.abs(nearest - 400) + (style === "normal" ? 0 : 1);
}
