import type { ReactNode } from 'react';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useWords } from '../words/words.tsx';
import { usePinPage } from './use-pin-page.ts';

interface PinAskedProps {
  /** Where the PIN is typed; `null` where a window opens by itself. */
  readonly page: string | null;
  /** What the person is to do. */
  readonly heading: string;
  readonly children?: ReactNode;
}

/** While a PIN is asked for: the page for it opens by itself, or by a button where the browser keeps it shut. */
export function PinAsked({ page, heading, children }: PinAskedProps) {
  const { t } = useWords();
  const { blocked, open } = usePinPage(page);
  return (
    <Banner
      status={blocked ? 'warning' : 'info'}
      live="status"
      heading={blocked ? t('sign.progress.blocked') : heading}
      actions={
        blocked && (
          <Button kind="primary" onPress={open}>
            {t('sign.progress.open-pin')}
          </Button>
        )
      }
    >
      {children}
    </Banner>
  );
}
