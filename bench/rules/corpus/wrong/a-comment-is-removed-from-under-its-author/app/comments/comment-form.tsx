"use client";

interface Props {
  id: number;
  text: string;
  remove: (data: FormData) => Promise<{ error: string | null }>;
}

export function CommentForm({ id, text, remove }: Props) {
  return (
    <form action={async (data) => void (await remove(data))}>
      <input type="hidden" name="commentId" value={id} />
      {text} <button>Remove</button>
    </form>
  );
}
