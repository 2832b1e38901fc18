import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { usePinPage } from '../../sign/use-pin-page.ts';
import { useWords } from '../../words/words.tsx';

/**
 * The page on which a passkey is asked for, while it is. It opens by itself after the click that asked for it; where the browser keeps it shut, by a
 * button or as a plain link.
 */
export function PasskeyPage({ page }: { readonly page: string | null }) {
  const { t } = useWords();
  const { blocked, open } = usePinPage(page, 'hpki-passkey');
  if (!page) return <Banner status="info" live="status" heading={t('credentials.screen.session.waiting')} />;
  return (
    <Banner
      status={blocked ? 'warning' : 'info'}
      live="status"
      heading={t(blocked ? 'credentials.screen.session.blocked' : 'credentials.screen.session.on-page')}
      actions={
        <>
          <Button kind={blocked ? 'primary' : 'secondary'} onPress={open}>
            {t('credentials.screen.session.open-page')}
          </Button>
          <a href={page} target="_blank" rel="noreferrer">
            {t('credentials.screen.session.open-link')}
          </a>
        </>
      }
    />
  );
}
