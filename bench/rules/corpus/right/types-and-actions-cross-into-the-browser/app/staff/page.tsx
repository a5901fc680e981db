import { listMembers } from "../../lib/members";
import { List } from "./list";

export default async function Staff() {
  return <List members={await listMembers()} />;
}
