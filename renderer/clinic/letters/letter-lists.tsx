import type { LetterEntry, ReceivedEntry } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Section } from '../../frame/page.tsx';
import { go } from '../../frame/routes.ts';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { letterAddress, OPTIONS, receivedPart } from './letter-address.ts';
import { STAGE_STATUS } from './stage-status.ts';

/** Letters written here and letters that came, and the ways to begin. */
export function LetterLists() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const lists = useAnswer(async () => {
    const [written, received] = await Promise.all([desk.letters.list(), desk.letters.received()]);
    return { written, received };
  }, [desk]);
  const begin = () => attempt(async () => go('clinic', 'letters', (await desk.letters.create()).id));
  const receive = (files: File[]) => attempt(async () => go('clinic', 'letters', receivedPart((await desk.letters.receive({ files })).id)));
  const written: readonly Column<LetterEntry>[] = [
    {
      id: 'patient',
      title: t('letters.list.patient'),
      names: true,
      cell: ({ id, patient, kind }) => (
        <>
          <a href={letterAddress(id)}>{patient || t('letters.list.unnamed')}</a>
          {kind === 'reply' && <span className="under">{t('letters.list.reply')}</span>}
        </>
      ),
    },
    { id: 'institution', title: t('letters.list.institution'), cell: ({ institution }) => institution },
    { id: 'date', title: t('letters.list.date'), tight: true, cell: ({ date }) => date },
    {
      id: 'stage',
      title: t('letters.list.stage'),
      tight: true,
      cell: ({ stage }) => <StatusLine status={STAGE_STATUS[stage]}>{t(`letters.stages.${stage}`)}</StatusLine>,
    },
    { id: 'changed', title: t('letters.list.changed'), tight: true, cell: ({ changedAt }) => dateAndTimeShort(changedAt, language) },
  ];
  const received: readonly Column<ReceivedEntry>[] = [
    {
      id: 'patient',
      title: t('letters.list.patient'),
      names: true,
      cell: ({ id, patient }) => <a href={letterAddress(receivedPart(id))}>{patient || t('letters.list.unnamed')}</a>,
    },
    { id: 'institution', title: t('letters.party.sender'), cell: ({ institution }) => institution },
    { id: 'source', title: t('letters.received.source'), cell: ({ source }) => source },
    { id: 'at', title: t('letters.received.at'), tight: true, cell: ({ receivedAt }) => dateAndTimeShort(receivedAt, language) },
  ];
  return (
    <div className="stack">
      <div className="tools">
        <Button kind="primary" icon="file" isDisabled={working} onPress={begin}>
          {t('letters.new')}
        </Button>
        <Button onPress={() => go('clinic', 'letters', OPTIONS)}>{t('letters.options.open')}</Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
      {lists.failure && <ErrorPanel failure={lists.failure} onRetry={lists.ask} />}
      {lists.value && (
        <>
          <Section title={t('letters.list.title')}>
            {lists.value.written.length === 0 ? (
              <p className="quiet">{t('letters.list.empty')}</p>
            ) : (
              <DataTable label={t('letters.list.table')} columns={written} rows={lists.value.written} rowId={({ id }) => id} />
            )}
          </Section>
          <Section title={t('letters.received.title')}>
            <FileDrop
              compact
              multiple
              heading={t('letters.received.drop')}
              note={t('letters.received.drop-note')}
              choose={t('letters.received.choose')}
              onFiles={receive}
            />
            {lists.value.received.length === 0 ? (
              <p className="quiet">{t('letters.received.empty')}</p>
            ) : (
              <DataTable label={t('letters.received.table')} columns={received} rows={lists.value.received} rowId={({ id }) => id} />
            )}
          </Section>
        </>
      )}
    </div>
  );
}
