import { Toolbar } from "./toolbar";

export default function Inbox() {
  return <Toolbar />;
}
