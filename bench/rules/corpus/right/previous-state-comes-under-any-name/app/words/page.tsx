import { Trainer } from "./trainer";

export default function Words() {
  return <Trainer />;
}
