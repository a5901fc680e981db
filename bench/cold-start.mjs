// From the start of a process to its first page.
import { startServer } from "./stage.mjs";

/**
 * Starts `edict start` and bare React in turn, asks each for one page, and gives the milliseconds that each round took.
 * @param {ReturnType<typeof import("./stage.mjs").openStage>} stage @param {number} rounds
 */
export async function measureColdStart(stage, rounds) {
  const taken = { react: [], edict: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const name of ["react", "edict"]) {
      const began = performance.now();
      const server = await startServer(name, "ignore", stage.scratch);
      const page = `http://localhost:${server.port}/rows?count=1`;
      const answer = await fetch(page, { headers: { accept: "text/html" } });
      if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`);
      await answer.text();
      taken[name].push(performance.now() - began);
      await server.stop();
    }
  return taken;
}
