import { ButtonLink } from "@/components/button-link";
import { Notice } from "@/components/notice";

export default function Forbidden() {
  return (
    <Notice
      code="403"
      title="This is somebody else’s"
      text="Only its author may change or delete it. Are you signed in as the right person?"
    >
      <ButtonLink href="/">All posts</ButtonLink>
    </Notice>
  );
}
