"use client";

import type { ReactNode } from "react";
import { Link, usePathname } from "edict/client";

/** A link that says when it leads to the page one is on. */
export function NavLink({
  href,
  className,
  children,
}: {
  href: string;
  className: string | undefined;
  children: ReactNode;
}) {
  const path = usePathname();
  const isHere = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} className={className} aria-current={isHere ? "page" : undefined}>
      {children}
    </Link>
  );
}
