import { Component, type ReactNode } from "react";

/** Properties of `CatchBoundary`. */
export interface CatchProps {
  /** What was caught is forgotten when this changes. */
  readonly visit: number;
  /** An error to begin with, as if it had been caught. */
  readonly shown?: unknown;
  /** Renders in place of what failed; throws the error to pass it to the next boundary. */
  readonly fallback: (error: unknown, reset: () => void) => ReactNode;
  /** Told once per error, when what `fallback` gave is on screen. */
  readonly onCaught?: (error: unknown) => void;
  readonly children?: ReactNode;
}

interface Caught {
  readonly error: unknown;
  /** The visit during which it was caught; undefined until React hands the properties in. */
  readonly visit: number | undefined;
}

interface CatchState {
  readonly caught: Caught | undefined;
}

/** The one place where errors of rendering and of form actions are caught; each boundary is a `fallback` to it. */
export class CatchBoundary extends Component<CatchProps, CatchState> {
  override state: CatchState = {
    caught:
      this.props.shown === undefined ? undefined : { error: this.props.shown, visit: undefined },
  };

  static getDerivedStateFromError(error: unknown): CatchState {
    return { caught: { error, visit: undefined } };
  }

  static getDerivedStateFromProps(
    { visit }: CatchProps,
    { caught }: CatchState,
  ): CatchState | null {
    if (caught === undefined || caught.visit === visit) return null;
    // An error that a new visit threw itself is stamped with it here, in the same render, and so survives it.
    return { caught: caught.visit === undefined ? { ...caught, visit } : undefined };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCaught?.(error);
  }

  readonly #reset = (): void => this.setState({ caught: undefined });

  override render(): ReactNode {
    const { caught } = this.state;
    return caught === undefined
      ? this.props.children
      : this.props.fallback(caught.error, this.#reset);
  }
}
