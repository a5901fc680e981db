export { useActionState as useFormState } from "react";
