"use client";

import { useState, type ComponentType, type ReactNode } from "react";

type Props = { caption: ComponentType<{ text: string }>; onLike: (id: string) => Promise<number>; children: ReactNode };

export function Lightbox({ caption: Caption, onLike, children }: Props) {
  const [likes, setLikes] = useState(0);
  return (
    <section onDoubleClick={async () => setLikes(await onLike("all"))}>
      <Caption text={`${likes} likes`} />
      {children}
    </section>
  );
}
