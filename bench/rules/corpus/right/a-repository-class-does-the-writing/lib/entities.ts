export class Recipe {
  id!: number;
  cookId!: number;
  title!: string;
}
