// Finds what the tests need beside npm packages; installs it with apt where that is possible, else names it and fails.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const wanted = [
  {
    name: "Chromium",
    paths: ["/usr/bin/chromium", "/usr/bin/chromium-browser"],
    env: "CHROMIUM_PATH",
    debian: "chromium",
    needs: "the browser tests need it",
  },
  {
    name: "Liberation Sans",
    paths: ["/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"],
    env: "LIBERATION_SANS",
    debian: "fonts-liberation",
    needs: "a story compares the width of a stand-in font with it",
  },
  {
    name: "nginx",
    paths: ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"],
    env: "NGINX_PATH",
    debian: "nginx",
    needs: "the tests of the origin policy run behind it",
  },
  {
    name: "Redis",
    paths: ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/usr/bin/valkey-server"],
    env: "REDIS_SERVER",
    debian: "redis-server",
    needs: "the tests of storage in Redis start it",
  },
  {
    name: "PostgreSQL",
    // Debian has a folder for each major version, and none in PATH.
    get paths() {
      const root = "/usr/lib/postgresql";
      return existsSync(root)
        ? readdirSync(root).map((version) => join(root, version, "bin/postgres"))
        : [];
    },
    env: "POSTGRES_BIN",
    debian: "postgresql",
    needs: "the tests of rolling deploys keep their data in it",
  },
];

/** @param {string} path */
const found = (path) => existsSync(path);

let missing = 0;
for (const tool of wanted) {
  const given = process.env[tool.env];
  if (given !== undefined ? found(given) : tool.paths.some(found)) continue;
  if (
    given === undefined &&
    process.getuid?.() === 0 &&
    spawnSync("apt-get", ["--version"]).status === 0
  ) {
    console.log(`${tool.name} is missing: installing Debian's package ${tool.debian}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
    spawnSync("apt-get", ["install", "-y", "-qq", tool.debian], {
      stdio: ["ignore", "ignore", "inherit"],
      env,
    });
    if (tool.paths.some(found)) continue;
  }
  missing += 1;
  console.error(
    `${tool.name} is missing: ${tool.needs}. Install Debian's package ${tool.debian}, or set ${tool.env} to its path.`,
  );
}
// Not from Debian: the registry of npm has them for every machine.
const runtimes = spawnSync(
  process.execPath,
  [fileURLToPath(new URL("fetch-runtimes.mjs", import.meta.url))],
  { stdio: "inherit" },
);
process.exit(missing === 0 && runtimes.status === 0 ? 0 : 1);
