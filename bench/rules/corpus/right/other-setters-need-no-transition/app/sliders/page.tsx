import { Slider } from "./slider";

export default function Sliders() {
  return <Slider volume={4} />;
}
