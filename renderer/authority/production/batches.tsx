import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { type Encoding, EncodingChoice } from '../encoding-choice.tsx';
import { useSaving } from '../use-saving.ts';

const PAPERS = ['envelopes', 'notices', 'labels'] as const;

/** Files that went to the printer, newest first: each can be written again, and its papers printed. */
export function Batches({ round }: { readonly round: number }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const saving = useSaving();
  const [encoding, setEncoding] = useState<Encoding>('utf-8');
  const asked = useAnswer(() => desk.credentials.production.batches(), [desk, round]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  if (asked.value.length === 0) return <p>{t('credentials.screen.production.no-batches')}</p>;
  return (
    <>
      <div className="list-tools no-print">
        <EncodingChoice value={encoding} onChange={setEncoding} />
      </div>
      {saving.failure && <ErrorPanel failure={saving.failure} />}
      <ul className="batches">
        {asked.value
          .toSorted((a, b) => (a.at < b.at ? 1 : -1))
          .map(({ id, at, by, orders, produced }) => (
            <li key={id}>
              <p>
                <strong>{momentShort(at, language)}</strong>
                <span className="under">{t('credentials.screen.production.batch', { id, by, count: orders.length, produced })}</span>
              </p>
              <div className="batch-tools no-print">
                <Button
                  kind="quiet"
                  isDisabled={saving.working}
                  onPress={() => saving.save(() => desk.credentials.production.again({ id, encoding }))}
                >
                  {t('credentials.screen.production.again')}
                </Button>
                {PAPERS.map((what) => (
                  <Button
                    key={what}
                    kind="quiet"
                    icon="file"
                    isDisabled={saving.working}
                    onPress={() => saving.save(() => desk.credentials.production.papers({ what, orders }))}
                  >
                    {t(`credentials.screen.production.papers.${what}`)}
                  </Button>
                ))}
              </div>
            </li>
          ))}
      </ul>
    </>
  );
}
