import type { ReactNode } from "react";

interface Picture {
  id: string;
  src: string;
  alt: string;
  year: number;
}

interface Props {
  items: Picture[];
  sortBy: (a: Picture, b: Picture) => number;
  render: (picture: Picture) => ReactNode;
}

export function Grid({ items, sortBy, render }: Props) {
  return <div>{items.toSorted(sortBy).map(render)}</div>;
}
