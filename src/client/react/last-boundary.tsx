import { use, type ComponentType, type ReactNode } from "react";
import { interruptStatus, type InterruptKind } from "../../protocol/index.ts";
import { digestOf, readSignal } from "../signal-error.ts";
import { CatchBoundary } from "./catch-boundary.tsx";
import { RouterContext, useView } from "./contexts.ts";
import { useShownFailure, type ErrorFallbackProps } from "./error-boundary.tsx";

// Replaced by the bundler.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

const sentences: Readonly<Record<InterruptKind, string>> = {
  "not-found": "This page could not be found.",
  unauthorized: "Sign in to see this page.",
  forbidden: "You are not allowed to see this page.",
};

/** Properties of `LastBoundary`. */
export interface LastBoundaryProps {
  /** The app's `global-error`: renders a whole document. */
  readonly globalError: ComponentType<ErrorFallbackProps> | undefined;
  readonly children?: ReactNode;
}

/** Shows a document of its own when what failed had no boundary in the app, or was its root layout. */
export function LastBoundary({ globalError: GlobalError, children }: LastBoundaryProps): ReactNode {
  const router = use(RouterContext);
  const { visit } = useView();
  const shown = useShownFailure(["error", "not-found", "unauthorized", "forbidden"]);
  const retry = (): void => void router?.refresh(true).catch(reportError);
  const show = (error: unknown, reset: () => void): ReactNode => {
    const signal = readSignal(error);
    if (signal?.kind === "redirect") throw error;
    if (signal !== undefined)
      return <PlainDocument title={`${interruptStatus[signal.kind]}: ${sentences[signal.kind]}`} />;
    if (GlobalError === undefined)
      return (
        <PlainDocument title="This page failed." digest={digestOf(error)}>
          {process.env.NODE_ENV !== "production" && (
            <pre style={{ whiteSpace: "pre-wrap" }}>{String(error)}</pre>
          )}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </PlainDocument>
      );
    const shownError = error instanceof Error ? error : new Error(String(error), { cause: error });
    return <GlobalError error={shownError} reset={reset} retry={retry} />;
  };
  return (
    <CatchBoundary visit={visit} shown={shown} fallback={show}>
      {children}
    </CatchBoundary>
  );
}

interface PlainDocumentProps {
  readonly title: string;
  readonly digest?: string | undefined;
  readonly children?: ReactNode;
}

function PlainDocument({ title, digest, children }: PlainDocumentProps): ReactNode {
  return (
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
      </head>
      <body style={{ font: "1rem system-ui, sans-serif", padding: "2rem", textAlign: "center" }}>
        <h1>{title}</h1>
        {digest !== undefined && <p>{`Digest: ${digest}`}</p>}
        {children}
      </body>
    </html>
  );
}
