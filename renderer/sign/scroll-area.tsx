import type { ReactNode, Ref } from 'react';

interface ScrollAreaProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}

/** Where a document scrolls; reachable by keyboard, so that the arrow keys move it. */
export function ScrollArea({ label, children, ref }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard could not scroll it
    <section ref={ref} className="viewer-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
