import { Adder } from "./adder";

export default function Songs() {
  return <Adder />;
}
