import { dirname, join, normalize } from "node:path/posix";
import { parseSync } from "oxc-parser";

/** One row of rooms.json. */
export interface Room {
  readonly is: string;
  readonly enters: readonly string[];
  readonly doors?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: boolean;
}

/** The table of rooms. */
export type Rooms = Readonly<Record<string, Room>>;

/** Lists every module that `code` imports or passes on: static, dynamic, and as a type. */
export function importsOf(file: string, code: string): string[] {
  const { module, program } = parseSync(file, code);
  const text = (start: number, end: number): string => code.slice(start, end);
  const types = [
    ...JSON.stringify(program).matchAll(/"type":"TSImportType"[^[]*?"value":"([^"]+)"/g),
  ];
  return [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((each) => each.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) =>
        /^["'`]([^"'`$]+)["'`]$/.exec(text(start, end))?.[1] ?? [],
    ),
    ...types.map((each) => each[1] ?? ""),
  ];
}

/** Says why `file` (relative to src/) may not import `specifier`; undefined where it may. */
export function crossingOf(rooms: Rooms, file: string, specifier: string): string | undefined {
  const room = file.split("/")[0] ?? "";
  const row = rooms[room];
  if (row === undefined) return `${file}: ${room} is no room`;
  if (specifier.startsWith("node:"))
    return row.node === true
      ? undefined
      : `${file}: ${room} is a pure room, but imports ${specifier}`;
  if (!specifier.startsWith(".")) return packageCrossing(row, file, specifier);
  const target = normalize(join(dirname(file), specifier));
  const [to = "", ...rest] = target.split("/");
  if (to === "..") return `${file}: ${specifier} leaves src/`;
  // A single door, such as errors/codes.ts, may be all that is open.
  if (to === room || row.enters.includes(target)) return undefined;
  if (!row.enters.includes(to)) return `${file}: ${room} may not enter ${to}`;
  const doors = rooms[to]?.doors ?? ["index.ts"];
  return doors.includes(rest.join("/")) ? undefined : `${file}: ${target} is no door of ${to}`;
}

function packageCrossing(row: Room, file: string, specifier: string): string | undefined {
  const isKnown = (row.packages ?? []).some(
    (name) => specifier === name || specifier.startsWith(`${name}/`),
  );
  return isKnown ? undefined : `${file}: the package ${specifier} is not in its room's list`;
}

/** Finds the rooms that can reach themselves through the rooms they enter. */
export function roomsInCycles(rooms: Rooms): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (rooms[from]?.enters ?? []).some((entered) => {
      const next = entered.split("/")[0] ?? "";
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return Object.keys(rooms).filter((room) => reaches(room, room, new Set()));
}
