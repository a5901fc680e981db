// Publishes a draft through the webhook, signed as a scheduler would sign it.
// usage: node scripts/send-webhook.mjs <number of the post> [http://localhost:3000]
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const [post, origin = "http://localhost:3000"] = process.argv.slice(2);
if (post === undefined || !/^\d+$/.test(post)) {
  console.error(
    "usage: node scripts/send-webhook.mjs <number of the post> [http://localhost:3000]",
  );
  process.exit(2);
}

const folder = process.env.FORUM_DATA ?? fileURLToPath(new URL("../.data", import.meta.url));
const secret = process.env.FORUM_WEBHOOK_SECRET ?? readSecret(`${folder}/webhook-secret`);
const body = JSON.stringify({
  id: `evt_${randomUUID()}`,
  type: "post.publish",
  post: Number(post),
});
const seconds = Math.floor(Date.now() / 1000);
const mac = createHmac("sha256", secret).update(`${seconds}.`).update(body).digest("hex");
const response = await fetch(new URL("/api/webhooks/publish", origin), {
  method: "POST",
  headers: { "content-type": "application/json", "forum-signature": `t=${seconds},v1=${mac}` },
  body,
});
console.log(response.status, (await response.text()).trim());
process.exit(response.ok ? 0 : 1);

/**
 * The forum's own secret; made here where the forum has not been asked for one yet.
 * @param {string} file
 */
function readSecret(file) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
