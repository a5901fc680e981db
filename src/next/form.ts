"use client";

export { Form as default } from "../client/index.ts";
