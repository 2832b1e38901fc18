import { StatusLine } from './status.tsx';

/** What was just done, in one sentence that is read out. */
export function Done({ children }: { readonly children: string }) {
  return (
    <p role="status">
      <StatusLine status="success">{children}</StatusLine>
    </p>
  );
}
