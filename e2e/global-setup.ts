import { storiesApp } from "./apps.ts";
import { buildExample } from "./run-app.ts";

/** Builds the apps once for all stories; the package itself must be built (`npm run build`). */
export default async function setup(): Promise<void> {
  const examples = ["forum", "dashboard", "from-next", "auth"].map((name) => `examples/${name}`);
  await Promise.all([storiesApp, ...examples].map((dir) => buildExample(dir)));
  await buildExample(storiesApp);
  await buildExample("test/fixtures/apps/mounted");
  await buildExample("examples/forum");
  await buildExample("examples/dashboard");
  await buildExample("examples/from-next");
  await buildExample("examples/auth");
}
