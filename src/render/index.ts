export type {
  ActionEntry,
  ActionFunction,
  AnswerModel,
  AppBuild,
  HtmlOptions,
  PageRequest,
  ProxySource,
  RenderedHtml,
  Renderer,
  RenderOptions,
} from "./app-build.ts";
