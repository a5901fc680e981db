import { Chapter } from "./chapter";

export default function Chapters() {
  return <Chapter id="one" />;
}
