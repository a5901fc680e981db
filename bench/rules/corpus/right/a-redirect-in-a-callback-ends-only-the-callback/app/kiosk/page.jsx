import { Kiosk } from "./kiosk";

export default function Page() {
  return <Kiosk drinks={["tea", "juice", "water"]} />;
}
