import { ButtonLink } from "@/components/button-link";
import { Notice } from "@/components/notice";

export default function NotFound() {
  return (
    <Notice
      code="404"
      title="There is nothing here"
      text="The address may be mistyped, or what stood here is gone."
    >
      <ButtonLink href="/">All posts</ButtonLink>
    </Notice>
  );
}
