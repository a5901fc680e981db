import type { markUnread } from "../actions/letters";
import { Letter } from "./letter";

export type Undo = typeof markUnread;

export default function Letters() {
  return <Letter id={1} />;
}
