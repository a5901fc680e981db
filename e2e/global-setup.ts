import { storiesApp } from "./apps.ts";
import { buildExample } from "./run-app.ts";

/** Builds the apps once for all stories; the package itself must be built (`npm run build`). */
export default async function setup(): Promise<void> {
  const examples = ["forum", "dashboard", "from-next", "auth"].map((name) => `examples/${name}`);
  const apps = [storiesApp, "test/fixtures/apps/mounted", ...examples];
  await Promise.all(apps.map((dir) => buildExample(dir)));
}
