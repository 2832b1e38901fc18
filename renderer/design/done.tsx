import { StatusLine } from './status.tsx';
import { useLostFocus } from './use-lost-focus.ts';

/** What was just done, in one sentence that is read out. */
export function Done({ children }: { readonly children: string }) {
  const place = useLostFocus<HTMLParagraphElement>(children, { atFirst: true });
  return (
    <p ref={place} tabIndex={-1} role="status">
      <StatusLine status="success">{children}</StatusLine>
    </p>
  );
}
