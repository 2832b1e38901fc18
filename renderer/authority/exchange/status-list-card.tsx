import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { thumbprintDigits } from '../../settings/reception/thumbprint.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { useSaving } from '../use-saving.ts';

/** How all cards stand, signed by this desk, as a file for reception desks; and the fingerprint that they compare with the first one. */
export function StatusListCard() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, save } = useSaving();
  const [written, setWritten] = useState<{ readonly name: string; readonly thumbprint: string; readonly unnamed: number } | null>(null);
  const write = () =>
    save(async () => {
      const { file, thumbprint, unnamed } = await desk.credentials.statusList();
      setWritten({ name: file.name, thumbprint, unnamed });
      return file;
    });
  return (
    <>
      <p>
        <Button isDisabled={working} onPress={write}>
          {t('credentials.screen.exchange.status-write')}
        </Button>
      </p>
      {written && (
        <>
          <Done>{t('credentials.screen.exchange.status-written', { name: written.name })}</Done>
          {written.unnamed > 0 && <p>{t('credentials.screen.exchange.status-unnamed', { count: written.unnamed })}</p>}
          <code className="fingerprint-shown">{fingerprint(thumbprintDigits(written.thumbprint) ?? written.thumbprint)}</code>
        </>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
