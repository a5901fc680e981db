import { Mood } from "./mood";

export default function Moods() {
  return <Mood />;
}
