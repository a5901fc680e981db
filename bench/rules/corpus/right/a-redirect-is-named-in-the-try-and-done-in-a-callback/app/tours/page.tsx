import { Planner } from "./planner";

export default function Tours() {
  return <Planner stops={["Harbour", "Mill", "Tower"]} />;
}
