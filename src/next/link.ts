"use client";

export { Link as default, useLinkStatus, type LinkProps } from "../client/index.ts";
