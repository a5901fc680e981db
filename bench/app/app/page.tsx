import { Caller } from "./caller";

export default function Page() {
  return <Caller />;
}
