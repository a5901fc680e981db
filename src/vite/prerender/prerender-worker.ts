import { prerenderBuild, type PrerenderTask } from "./prerender-build.ts";

// The task comes from the build that started this process.
const task = JSON.parse(process.argv[2] ?? "null", (_, value: unknown) =>
  value === "Infinity" ? Number.POSITIVE_INFINITY : value,
) as PrerenderTask;

try {
  await prerenderBuild(task, (line) => process.stderr.write(`${line}\n`));
  // What the app keeps open, a database say, would keep the process.
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
