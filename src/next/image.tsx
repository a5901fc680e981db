import type { CSSProperties, ImgHTMLAttributes, ReactNode } from "react";
import { preload } from "react-dom";

/** What a loader is asked for: one width of one picture. */
export interface ImageLoaderProps {
  readonly src: string;
  readonly width: number;
  readonly quality?: number;
}

/** Gives the address of a picture in a width, as a service that resizes has it. */
export type ImageLoader = (props: ImageLoaderProps) => string;

/** A picture with its size, as some tools import it. */
export interface StaticImageData {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  readonly blurDataURL?: string;
}

/** Properties of `Image`: those of `<img>`, and what stands in for it until it is loaded. */
export interface ImageProps extends Omit<
  ImgHTMLAttributes<HTMLImageElement>,
  "src" | "srcSet" | "alt" | "width" | "height" | "loading"
> {
  readonly src: string | StaticImageData | { readonly default: StaticImageData };
  readonly alt: string;
  readonly width?: number | `${number}`;
  readonly height?: number | `${number}`;
  /** Fills the nearest positioned element around it, in place of a size of its own. */
  readonly fill?: boolean;
  readonly loader?: ImageLoader;
  /** 1 to 100, for the loader. */
  readonly quality?: number | `${number}`;
  /** Loads it ahead of everything else: for the picture that visitors see first. */
  readonly preload?: boolean;
  /** The older name of `preload`. */
  readonly priority?: boolean;
  readonly loading?: "eager" | "lazy";
  /** `blur` shows `blurDataURL` behind it until it is loaded; a `data:` URL is shown itself. */
  readonly placeholder?: "blur" | "empty" | `data:image/${string}`;
  readonly blurDataURL?: string;
  /** The loader is not asked. */
  readonly unoptimized?: boolean;
  /** What `src` says in the HTML, where another address is wanted for sharing. */
  readonly overrideSrc?: string;
}

/** A picture: an `<img>` that keeps its place, is loaded when it is about to be seen, and comes in the sizes that a loader offers. */
export default function Image(props: ImageProps): ReactNode {
  const { props: attributes } = getImageProps(props);
  const { src, srcSet, sizes } = attributes;
  if (isFirst(props) && src !== undefined)
    preload(src, {
      as: "image",
      fetchPriority: "high",
      ...(srcSet === undefined ? {} : { imageSrcSet: srcSet }),
      ...(sizes === undefined ? {} : { imageSizes: sizes }),
    });
  return <img {...attributes} alt={props.alt} />;
}

/** Gives the properties of the `<img>` that `Image` would render, for a `<picture>` or a background. */
export function getImageProps(props: ImageProps): {
  readonly props: ImgHTMLAttributes<HTMLImageElement>;
} {
  const {
    src: given,
    fill,
    loader,
    quality: _quality,
    preload: _preload,
    priority: _priority,
    placeholder,
    blurDataURL,
    unoptimized,
    overrideSrc,
    ...rest
  } = props;
  const image = pictureOf(given);
  const size = fill === true ? {} : sizeOf(props, image);
  const used = loader === undefined || unoptimized === true ? undefined : loader;
  const sources =
    used === undefined
      ? { src: image.src }
      : sourcesOf(image.src, size.width, { ...props, loader: used });
  const blur =
    placeholder === "blur"
      ? (blurDataURL ?? image.blurDataURL)
      : placeholder?.startsWith("data:") === true
        ? placeholder
        : undefined;
  const style: CSSProperties = {
    ...(fill === true ? filling : {}),
    ...behind(blur),
    ...rest.style,
  };
  return {
    props: {
      decoding: "async",
      ...rest,
      ...size,
      ...sources,
      ...(overrideSrc === undefined ? {} : { src: overrideSrc }),
      loading: rest.loading ?? (isFirst(props) ? "eager" : "lazy"),
      ...(isFirst(props) ? { fetchPriority: "high" } : {}),
      ...(Object.keys(style).length === 0 ? {} : { style }),
    },
  };
}

function isFirst(props: Pick<ImageProps, "preload" | "priority">): boolean {
  return props.preload === true || props.priority === true;
}

function pictureOf(
  src: ImageProps["src"],
): Pick<StaticImageData, "src"> & Partial<StaticImageData> {
  if (typeof src === "string") return { src };
  return "default" in src ? src.default : src;
}

interface Size {
  readonly width?: number;
  readonly height?: number;
}

/** The size that is written; one side alone keeps the picture's own shape, where that is known. */
function sizeOf(props: ImageProps, image: Partial<StaticImageData>): Size {
  const [width, height] = [numberOf(props.width), numberOf(props.height)];
  const { width: ownWidth, height: ownHeight } = image;
  const ratio =
    ownWidth === undefined || ownHeight === undefined ? undefined : ownWidth / ownHeight;
  const both = {
    width: width ?? (height === undefined ? ownWidth : scaled(height, ratio)),
    height:
      height ??
      (width === undefined
        ? ownHeight
        : scaled(width, ratio === undefined ? undefined : 1 / ratio)),
  };
  return {
    ...(both.width === undefined ? {} : { width: both.width }),
    ...(both.height === undefined ? {} : { height: both.height }),
  };
}

function scaled(side: number, ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : Math.round(side * ratio);
}

function numberOf(given: number | `${number}` | undefined): number | undefined {
  return given === undefined ? undefined : Number(given);
}

/** Widths of screens in pixels, and of smaller pictures. */
const screenWidths = [640, 750, 828, 1080, 1200, 1920, 2048, 3840];
const allWidths = [32, 48, 64, 96, 128, 256, 384, ...screenWidths];

/** Asks the loader: for each width of a screen where `sizes` says what part of it is filled, else once and for twice the pixels. */
function sourcesOf(
  src: string,
  width: number | undefined,
  { loader, quality, sizes }: ImageProps & { readonly loader: ImageLoader },
): { readonly src: string; readonly srcSet: string } {
  const ask = (each: number): string =>
    loader({ src, width: each, ...(quality === undefined ? {} : { quality: Number(quality) }) });
  if (width === undefined || sizes !== undefined) {
    const widths = sizes === undefined ? screenWidths : allWidths;
    return {
      src: ask(widths.at(-1) ?? 0),
      srcSet: widths.map((each) => `${ask(each)} ${each}w`).join(", "),
    };
  }
  const fitting = [width, width * 2].map(
    (wanted) => allWidths.find((each) => each >= wanted) ?? 3840,
  );
  const once = [...new Set(fitting)];
  return {
    src: ask(once.at(-1) ?? width),
    srcSet: once.map((each, index) => `${ask(each)} ${index + 1}x`).join(", "),
  };
}

const filling: CSSProperties = { position: "absolute", inset: 0, width: "100%", height: "100%" };

function behind(picture: string | undefined): CSSProperties {
  return picture === undefined
    ? {}
    : {
        backgroundImage: `url("${picture.replaceAll('"', "%22")}")`,
        backgroundSize: "cover",
        backgroundPosition: "50% 50%",
        backgroundRepeat: "no-repeat",
      };
}
