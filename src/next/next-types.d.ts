// The types of the modules that Edict answers for inside an app. In the app's tsconfig.json:
// "compilerOptions": { "types": ["edict/next-types"] }

declare module "next" {
  export * from "edict/next";
}

declare module "next/cache" {
  export * from "edict/next/cache";
}

declare module "next/dynamic" {
  export * from "edict/next/dynamic";
  export { default } from "edict/next/dynamic";
}

declare module "next/font/google" {
  export * from "edict/next/font/google";
}

declare module "next/font/local" {
  export { default } from "edict/next/font/local";
}

declare module "next/form" {
  export * from "edict/next/form";
  export { default } from "edict/next/form";
}

declare module "next/headers" {
  export * from "edict/next/headers";
}

declare module "next/image" {
  export * from "edict/next/image";
  export { default } from "edict/next/image";
}

declare module "next/link" {
  export * from "edict/next/link";
  export { default } from "edict/next/link";
}

declare module "next/navigation" {
  export * from "edict/next/navigation";
}

declare module "next/og" {
  export * from "edict/next/og";
}

declare module "next/script" {
  export * from "edict/next/script";
  export { default } from "edict/next/script";
}

declare module "next/server" {
  export * from "edict/next/server";
}

declare module "server-only" {}

declare module "client-only" {}

declare module "*.module.css" {
  const classNames: { readonly [name: string]: string };
  export default classNames;
}

declare module "*.css" {}
