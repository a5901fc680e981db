import { requestExport } from '../actions-index';

export default function ExportsPage() {
  return (
    <form action={requestExport}>
      <button type="submit">Export my data</button>
    </form>
  );
}
