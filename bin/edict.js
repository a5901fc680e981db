#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read, so that they get a sentence and not a syntax error.
import { existsSync } from "node:fs";

var wanted = [20, 19];
var found = process.versions.node.split(".").map(Number);
var isOldNode = found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1]);
var entry = new URL("../dist/bundles/cli.js", import.meta.url);

if (isOldNode) {
  fail(
    "Edict needs Node " +
      wanted.join(".") +
      " or later; this is Node " +
      process.versions.node +
      ". Node 22 or 24 is a good choice.",
  );
} else if (!existsSync(entry)) {
  fail("This copy of Edict is not built yet. Run: npm run build");
} else {
  import(entry.href)
    .then(function (cli) {
      return cli.runProcess();
    })
    .catch(function (error) {
      fail(error && error.stack ? error.stack : String(error));
    });
}

function fail(message) {
  process.stderr.write(message + "\n");
  process.exitCode = 1;
}
