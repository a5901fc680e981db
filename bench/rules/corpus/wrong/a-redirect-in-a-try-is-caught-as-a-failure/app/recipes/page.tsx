import { RecipeForm } from "./recipe-form";

export default function RecipesPage() {
  return <RecipeForm />;
}
