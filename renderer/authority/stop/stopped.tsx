import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';

/** The card is on hold: what that means, what it leaves untouched, and until when it can be taken back. */
export function Stopped({ page, onEnd }: { readonly page: HolderPage; readonly onEnd: () => void }) {
  const { t } = useWords();
  const place = useLostFocus<HTMLDivElement>(page, { atFirst: true });
  return (
    <div ref={place} tabIndex={-1}>
      <Banner
        status="warning"
        live="alert"
        heading={t('credentials.screen.stop.stopped', { name: page.fields.name })}
        actions={
          <>
            <a href={personAddress(page.holder)} onClick={onEnd}>
              {t('credentials.screen.stop.to-person')}
            </a>
            <Button kind="quiet" onPress={onEnd}>
              {t('frame.close')}
            </Button>
          </>
        }
      >
        <ul className="bullets">
          <li>{t('credentials.screen.stop.sent')}</li>
          <li>{t('credentials.screen.stop.untouched')}</li>
          <li>
            <strong>{t('credentials.screen.stop.undoable')}</strong>
          </li>
        </ul>
      </Banner>
    </div>
  );
}
