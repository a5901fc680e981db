import { isOn, styles } from "../../lib/feature-flags";
import { Toggle } from "./toggle";

export default function Flags() {
  return (
    <>
      <style>{styles}</style>
      <Toggle label="use server" on={isOn("use server")} />
      <Toggle label="use servers" on={isOn("use servers")} />
    </>
  );
}
