import "server-only";
import { cache } from "react";
import { DataSource, type Repository } from "typeorm";
import { Recipe } from "./entities";

const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Recipe] });

export class RecipeRepository {
  readonly #repository: Repository<Recipe>;

  constructor(repository: Repository<Recipe>) {
    this.#repository = repository;
  }

  async rename(id: number, cookId: number, title: string) {
    const { affected } = await this.#repository.update({ id, cookId }, { title });
    return affected === 1;
  }

  async remove(id: number, cookId: number) {
    await this.#repository.delete({ id, cookId });
  }
}

export const recipes = cache(async () => new RecipeRepository((await source.initialize()).getRepository(Recipe)));
