import { Canvas } from "./canvas";

export async function Chart({ token, redraw }: { token: string; redraw: () => Promise<void> }) {
  const points: number[] = await fetch("https://charts.example.test/points", {
    headers: { authorization: token },
  }).then((answer) => answer.json());
  return <Canvas points={points} redraw={redraw} />;
}
