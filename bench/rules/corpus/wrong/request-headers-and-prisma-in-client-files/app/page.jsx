import { Greeting } from "./greeting";
import Total from "./total";

export default function Page() {
  return (
    <>
      <Greeting />
      <Total />
    </>
  );
}
