import { describe } from "../../lib/slugs";
import { EssayForm } from "./essay-form";

export default async function Essays() {
  return (
    <>
      <p>{await describe({ slug: "on-tides" })}</p>
      <EssayForm />
    </>
  );
}
