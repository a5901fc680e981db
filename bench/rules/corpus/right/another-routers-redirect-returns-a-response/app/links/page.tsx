import { moved } from "../../lib/legacy-links";
import { Jump } from "./jump";

export default async function Links() {
  const { missing } = await moved("/old");
  return <Jump to={`/links?missing=${missing}`} />;
}
