"use server";

import { redirect } from "next/navigation";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { prisma } from "@/lib/prisma";

const recipeSchema = z.object({
  title: z.string().trim().min(3).max(120),
  servings: z.coerce.number().int().min(1).max(40),
});

export type RecipeState = { message?: string };

export async function createRecipe(_prev: RecipeState, formData: FormData): Promise<RecipeState> {
  const session = await auth();
  if (!session?.user?.id) return { message: "Please sign in first." };

  const parsed = recipeSchema.safeParse(Object.fromEntries(formData));
  if (!parsed.success) return { message: "Check the title and the servings." };

  try {
    const recipe = await prisma.recipe.create({
      data: { ...parsed.data, cookId: session.user.id },
    });
    revalidatePath("/recipes");
    redirect(`/recipes/${recipe.id}`);
  } catch (error) {
    console.error(error);
    return { message: "The recipe could not be saved." };
  }
}
