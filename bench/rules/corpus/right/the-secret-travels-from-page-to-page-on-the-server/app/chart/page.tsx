import { Chart } from "./chart";
import { redraw } from "./actions";

export default function ChartPage() {
  return <Chart token={process.env.CHART_TOKEN ?? ""} redraw={redraw} />;
}
