"use client";

export { Link as default } from "../client/index.ts";
