import { resetPanel } from '../../actions/panel';

export default function Panel() {
  return (
    <form action={resetPanel}>
      <button>Reset</button>
    </form>
  );
}
