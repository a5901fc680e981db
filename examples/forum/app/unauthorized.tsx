import { ButtonLink } from "@/components/button-link";
import { Notice } from "@/components/notice";

export default function Unauthorized() {
  return (
    <Notice
      code="401"
      title="Please sign in first"
      text="This part of the forum is for members, so that everyone knows who wrote what."
    >
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
      <ButtonLink kind="quiet" href="/sign-up">
        Join
      </ButtonLink>
    </Notice>
  );
}
