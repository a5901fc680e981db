"use client";

import { useParams, useSearchParams } from "next/navigation";

export function Crumbs() {
  const params = useParams<{ version: string }>();
  const searchParams = useSearchParams();
  return <nav>{params.version} {searchParams.get("q")}</nav>;
}
