import { cacheTag } from "next/cache";
import { pages } from "@/lib/wiki-pages";
import { Editor } from "./editor";

async function start() {
  "use cache";
  cacheTag("wiki");
  return pages.findOne("start");
}

export default async function Wiki() {
  return <Editor initial={(await start()).text} />;
}
