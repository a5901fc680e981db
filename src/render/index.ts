export type {
  ActionEntry,
  ActionFunction,
  AnswerModel,
  AppBuild,
  HtmlOptions,
  PageRequest,
  RenderedHtml,
  Renderer,
  RenderOptions,
} from "./app-build.ts";
