"use client";

export { Form as default, type FormProps } from "../client/index.ts";
