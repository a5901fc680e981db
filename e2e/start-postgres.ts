import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../test/free-port.ts";

/** A PostgreSQL server with an empty database. */
export interface Postgres {
  /** What `DATABASE_URL` takes. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts Debian's PostgreSQL on a free port of this machine, its data in a folder that goes with it. */
export async function startPostgres(): Promise<Postgres> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), "edict-postgres-"));
  const as = whoMayRunIt();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "forum", "-A", "trust", "-N"], {
    ...as,
    stdio: ["ignore", "ignore", "inherit"],
    cwd: folder,
    timeout: 60_000,
  });
  const port = await freePort();
  const settings = ["-c", "fsync=off", "-c", `unix_socket_directories=${folder}`];
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", String(port), ...settings],
    { ...as, stdio: "ignore", cwd: folder },
  );
  await untilItListens(server, port);
  return {
    url: `postgres://forum@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT"); // a fast shutdown: clients are sent away
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps the server's programs out of PATH, a folder for each major version. */
function findBinaries(): string {
  const given = process.env["POSTGRES_BIN"];
  if (given !== undefined) return given;
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root)
    ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a))
    : [];
  const newest = versions.find((version) => existsSync(join(root, version, "bin/postgres")));
  if (newest === undefined)
    throw new Error(
      "PostgreSQL is missing: install Debian's package postgresql, or set POSTGRES_BIN",
    );
  return join(root, newest, "bin");
}

/** It refuses to run as root: then it runs as the user that Debian made for it. */
function whoMayRunIt(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function untilItListens(server: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("postgres does not listen");
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
