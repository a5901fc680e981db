import { linkTag, listOf, metaTag, propertyTag, type HeadTag } from "./head-tag.ts";
import type { ResolvedMetadata } from "./metadata.ts";

/** Names of the tags by which services recognise who owns a site. */
const verifiers = {
  google: "google-site-verification",
  yahoo: "y_key",
  yandex: "yandex-verification",
  me: "me",
} as const;

/** Lists what telephones, and services that know the site's owner, read of a page. */
export function listAppTags(metadata: ResolvedMetadata): HeadTag[] {
  const { facebook, itunes, formatDetection } = metadata;
  const formats = Object.entries(formatDetection ?? {}).flatMap(([name, isOn]) =>
    isOn === false ? [`${name}=no`] : [],
  );
  return [
    ...propertyTag("fb:app_id", facebook?.appId),
    ...listOf(facebook?.admins).flatMap((admin) => propertyTag("fb:admins", admin)),
    ...metaTag("format-detection", formats.length === 0 ? undefined : formats.join(", ")),
    ...metaTag("apple-itunes-app", writeItunes(itunes)),
    ...listAppleWebApp(metadata.appleWebApp),
    ...listVerification(metadata.verification),
  ];
}

function writeItunes(itunes: ResolvedMetadata["itunes"]): string | undefined {
  if (itunes === null || itunes === undefined) return undefined;
  const { appId, appArgument } = itunes;
  return `app-id=${appId}${appArgument === undefined ? "" : `, app-argument=${appArgument}`}`;
}

function listAppleWebApp(given: ResolvedMetadata["appleWebApp"]): HeadTag[] {
  if (given === null || given === undefined || given === false) return [];
  const app = given === true ? {} : given;
  const { capable = true, title, startupImage, statusBarStyle = "default" } = app;
  return [
    ...metaTag("mobile-web-app-capable", capable ? "yes" : undefined),
    ...metaTag("apple-mobile-web-app-title", title),
    ...listOf<string | { readonly url: string; readonly media?: string }>(startupImage).flatMap(
      (image) =>
        typeof image === "string"
          ? linkTag("apple-touch-startup-image", image)
          : linkTag("apple-touch-startup-image", image.url, { media: image.media }),
    ),
    ...metaTag("apple-mobile-web-app-status-bar-style", statusBarStyle),
  ];
}

function listVerification(given: ResolvedMetadata["verification"]): HeadTag[] {
  const { other = {}, ...known } = given ?? {};
  const named = Object.entries(verifiers).flatMap(([key, name]) =>
    // The keys of the table are those of `verification`.
    listOf(known[key as keyof typeof verifiers]).flatMap((value) => metaTag(name, value)),
  );
  const others = Object.entries(other).flatMap(([name, values]) =>
    listOf(values).flatMap((value) => metaTag(name, value)),
  );
  return [...named, ...others];
}
