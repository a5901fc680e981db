import { clearFilter, countDistinct } from "./actions";
import { Box } from "./box";

export default async function Filters() {
  return (
    <form action={clearFilter}>
      <input name="filter" />
      <button>Clear</button>
      <Box size={await countDistinct(["a", "b"])} />
    </form>
  );
}
