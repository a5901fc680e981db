import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import Image, { getImageProps, type ImageLoader, type ImageProps } from "./image.tsx";

const html = (props: ImageProps): string => renderToStaticMarkup(<Image {...props} />);
const loader: ImageLoader = ({ src, width, quality = 75 }) => `/i${src}?w=${width}&q=${quality}`;

test("an image is an <img> that keeps its place and is loaded when it is about to be seen", () => {
  expect(html({ src: "/tea.jpg", alt: "Tea", width: 300, height: "200", className: "c" })).toBe(
    '<img decoding="async" alt="Tea" width="300" height="200" class="c" src="/tea.jpg" loading="lazy"/>',
  );
});

test("an imported picture has its size, and one side keeps its shape", () => {
  const src = { src: "/tea.jpg", width: 400, height: 200 };
  expect(getImageProps({ src, alt: "" }).props).toMatchObject({ width: 400, height: 200 });
  expect(getImageProps({ src: { default: src }, alt: "", width: 100 }).props).toMatchObject({
    width: 100,
    height: 50,
  });
  expect(getImageProps({ src, alt: "", height: 50 }).props).toMatchObject({ width: 100 });
  expect(getImageProps({ src: "/a.jpg", alt: "", height: 50 }).props).not.toHaveProperty("width");
});

test("fill takes the place of a size", () => {
  const { props } = getImageProps({
    src: { src: "/tea.jpg", width: 400, height: 200 },
    alt: "",
    fill: true,
    style: { objectFit: "cover", inset: 4 },
  });
  expect(props).not.toHaveProperty("width");
  expect(props.style).toEqual({
    position: "absolute",
    inset: 4,
    width: "100%",
    height: "100%",
    objectFit: "cover",
  });
});

test("a loader is asked for once and twice the pixels, or for each width of a screen", () => {
  const fixed = getImageProps({ src: "/a.jpg", alt: "", width: 300, height: 200, loader }).props;
  expect(fixed.srcSet).toBe("/i/a.jpg?w=384&q=75 1x, /i/a.jpg?w=640&q=75 2x");
  expect(fixed.src).toBe("/i/a.jpg?w=640&q=75");
  const fluid = getImageProps({ src: "/a.jpg", alt: "", fill: true, loader, quality: "50" }).props;
  expect(fluid.srcSet?.split(", ")).toHaveLength(8);
  expect(fluid.srcSet).toContain("/i/a.jpg?w=828&q=50 828w");
  const sized = getImageProps({ src: "/a.jpg", alt: "", width: 9, sizes: "50vw", loader }).props;
  expect(sized.srcSet?.split(", ")).toHaveLength(15);
  expect(sized.sizes).toBe("50vw");
  const own = {
    src: "/a.jpg",
    alt: "",
    width: 9,
    loader,
    unoptimized: true,
    overrideSrc: "/b.jpg",
  };
  expect(getImageProps(own).props).not.toHaveProperty("srcSet");
  expect(getImageProps(own).props.src).toBe("/b.jpg");
});

test("the first picture is loaded ahead of everything else", () => {
  const first = html({ src: "/hero.jpg", alt: "", width: 9, height: 9, preload: true });
  expect(first).toContain('<link rel="preload" href="/hero.jpg" as="image" fetchPriority="high"/>');
  expect(first).toContain('loading="eager" fetchPriority="high"/>');
  expect(html({ src: "/hero.jpg", alt: "", width: 9, height: 9, priority: true })).toBe(first);
});

test("a placeholder is shown behind the picture, and cannot leave its url()", () => {
  const of = (props: Partial<ImageProps>): unknown =>
    getImageProps({ src: "/a.jpg", alt: "", ...props }).props.style?.backgroundImage;
  expect(of({ placeholder: "blur", blurDataURL: 'data:image/png;base64,"x' })).toBe(
    'url("data:image/png;base64,%22x")',
  );
  expect(of({ placeholder: "data:image/gif;base64,R0" })).toBe('url("data:image/gif;base64,R0")');
  expect(of({ placeholder: "blur" })).toBeUndefined();
  expect(of({ placeholder: "empty", blurDataURL: "data:image/png,1" })).toBeUndefined();
});
