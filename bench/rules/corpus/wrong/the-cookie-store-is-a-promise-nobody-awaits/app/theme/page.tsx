import { cookies } from "next/headers";
import { Switcher } from "./switcher";

export default async function ThemePage() {
  const theme = cookies().get("theme")?.value ?? "light";
  return (
    <div data-theme={theme}>
      <Switcher />
    </div>
  );
}
