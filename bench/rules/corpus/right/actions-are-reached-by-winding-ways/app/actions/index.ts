export * from "./polls";
export { default as closePoll } from "./close-poll";
