"use client";

export function Caption({ text }: { text: string }) {
  return <figcaption onClick={() => navigator.clipboard.writeText(text)}>{text}</figcaption>;
}
