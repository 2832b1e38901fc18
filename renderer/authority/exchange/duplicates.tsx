import { useState } from 'react';
import type { z } from 'zod';
import type { duplicate, HolderHit } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { listed } from '../words/credential-words.ts';

type Pair = z.infer<typeof duplicate>;

/** Records that may be of one person, with what agrees; which of them stays, people decide on their pages. */
export function Duplicates() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [pairs, setPairs] = useState<readonly Pair[] | null>(null);
  const look = () => attempt(async () => setPairs(await desk.credentials.duplicates()));
  const person = ({ holder, name, kana, registration }: HolderHit) => (
    <>
      <a href={personAddress(holder)} lang="ja">
        {name || t('credentials.screen.no-name')}
      </a>
      <span className="under" lang="ja">
        {[kana, registration].filter(Boolean).join('\u3000')}
      </span>
    </>
  );
  const columns: readonly Column<Pair>[] = [
    { id: 'holder', title: t('credentials.screen.duplicates.one'), names: true, cell: ({ holder }) => person(holder) },
    { id: 'other', title: t('credentials.screen.duplicates.other'), names: true, cell: ({ other }) => person(other) },
    {
      id: 'by',
      title: t('credentials.screen.duplicates.agrees'),
      cell: ({ by }) =>
        listed(
          by.map((id) => t(`credentials.screen.duplicates.by.${id}`)),
          t,
        ),
    },
  ];
  return (
    <>
      <p className="no-print">
        <Button isDisabled={working} onPress={look}>
          {t('credentials.screen.duplicates.look')}
        </Button>
      </p>
      {working && <Progress label={t('credentials.screen.duplicates.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
      {pairs && <p role="status">{t('credentials.screen.duplicates.found', { count: pairs.length })}</p>}
      {pairs && pairs.length > 0 && (
        <DataTable
          label={t('credentials.screen.duplicates.title')}
          columns={columns}
          rows={pairs}
          rowId={({ holder, other }) => `${holder.holder} ${other.holder}`}
        />
      )}
    </>
  );
}
