import { ProductForm } from './product-form';

export default function Products() {
  return <ProductForm />;
}
