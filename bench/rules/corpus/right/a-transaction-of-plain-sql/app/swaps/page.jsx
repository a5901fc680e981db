import { Accept } from "./accept";

export default function Swaps() {
  return <Accept swapId={12} />;
}
