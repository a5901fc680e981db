import { ButtonLink } from "@/components/button-link";
import { Notice } from "@/components/notice";

export default function PostNotFound() {
  return (
    <Notice
      code="404"
      title="There is no such post"
      text="It may have been deleted, or it is a draft that only its author can see."
    >
      <ButtonLink href="/">All posts</ButtonLink>
    </Notice>
  );
}
