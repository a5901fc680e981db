import { commandTable, type CommandName, type CommandSpec } from "./command-table.ts";

/** Writes the help of all commands, or of one. */
export function helpText(of: CommandName | undefined): string {
  const spec = commandTable.find(({ name }) => name === of);
  return spec === undefined ? overview() : helpOf(spec);
}

const everywhere: readonly (readonly [string, string])[] = [
  ["--help", "prints this"],
  ["--version", "prints the version"],
];

function overview(): string {
  const commands = commandTable.map(({ name, takes, does }) => [`${name} ${takes}`, does] as const);
  return [
    "edict: React Server Actions",
    "",
    "Usage: edict <command> [options]",
    "",
    columns([...commands, ["", ""], ...everywhere]),
    "",
    "edict <command> --help tells the options of a command.",
  ].join("\n");
}

function helpOf({ name, takes, does, options }: CommandSpec): string {
  const rows = options.map(
    (option) =>
      [
        option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`,
        option.does,
      ] as const,
  );
  return [
    `Usage: edict ${name} ${takes}${options.length > 0 ? " [options]" : ""}`,
    "",
    `edict ${name} ${does}.`,
    "",
    columns([...rows, ...everywhere]),
  ].join("\n");
}

/** Writes rows of two columns, indented. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join("\n");
}
