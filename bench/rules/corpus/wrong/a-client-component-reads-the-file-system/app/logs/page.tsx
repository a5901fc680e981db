import { Viewer } from "./viewer";

export default function Logs() {
  return <Viewer />;
}
