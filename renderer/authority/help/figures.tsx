import type { Figures as All } from '../../../main/api/schema/figures.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import type { Language, Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { causeWords, wordOf } from '../words/credential-words.ts';
import { dayShort } from '../words/days.ts';

type Fee = All['fees'][number];
type Due = All['dues'][number];
type Course = All['courses'][number];
const figure = (yen: number, t: Translate) => (yen === 0 ? t('credentials.screen.fee.nothing') : t('credentials.screen.fee.yen', { yen }));
const memberWords = (member: boolean | null, t: Translate) =>
  member === null ? t('credentials.screen.figures.whoever') : t(member ? 'credentials.screen.member' : 'credentials.screen.not-member');

function spanWords({ from, until, boundary }: Fee, t: Translate, language: Language): string {
  const days = { from: dayShort(from, language), until: until === null ? '' : dayShort(until, language) };
  const span = t(until === null ? 'credentials.screen.figures.since' : 'credentials.screen.figures.span', days);
  return boundary ? `${span}\u3000${t(`credentials.screen.fee.boundary.${boundary}`)}` : span;
}

const feeColumns = (t: Translate, language: Language): readonly Column<Fee>[] => [
  { id: 'item', title: t('credentials.screen.figures.item'), names: true, cell: ({ item }) => t(`credentials.screen.figures.items.${item}`) },
  { id: 'who', title: t('credentials.screen.figures.who'), cell: ({ member }) => memberWords(member, t) },
  {
    id: 'how',
    title: t('credentials.screen.figures.condition'),
    cell: ({ channel, reason }) => [channel && wordOf('channel', channel, t), reason && causeWords(reason, t)].filter(Boolean).join('\u3000'),
  },
  {
    id: 'yen',
    title: t('credentials.screen.figures.yen'),
    align: 'end',
    tight: true,
    cell: ({ yen, tax }) => (tax === 'excluded' ? t('credentials.screen.figures.before-tax', { yen }) : figure(yen, t)),
  },
  { id: 'days', title: t('credentials.screen.figures.days'), cell: (row) => spanWords(row, t, language) },
  { id: 'source', title: t('credentials.screen.figures.source'), cell: ({ source }) => <span lang="ja">{source}</span> },
];

const dueColumns = (t: Translate): readonly Column<Due>[] => [
  { id: 'class', title: t('credentials.screen.figures.class'), names: true, cell: (row) => t(`credentials.screen.figures.classes.${row.class}`) },
  {
    id: 'condition',
    title: t('credentials.screen.figures.condition'),
    cell: ({ age, relief, insured }) =>
      [
        age && t(`credentials.screen.figures.age.${age}`),
        relief && t(`credentials.screen.figures.relief.${relief}`),
        insured !== null && t(insured ? 'credentials.screen.figures.insured' : 'credentials.screen.figures.not-insured'),
      ]
        .filter(Boolean)
        .join('\u3000'),
  },
  { id: 'yen', title: t('credentials.screen.figures.yearly'), align: 'end', tight: true, cell: ({ yen }) => figure(yen, t) },
  { id: 'source', title: t('credentials.screen.figures.source'), cell: ({ source }) => <span lang="ja">{source}</span> },
];

const courseColumns = (t: Translate): readonly Column<Course>[] => [
  { id: 'part', title: t('credentials.screen.figures.course'), names: true, cell: ({ part }) => t(`credentials.screen.figures.parts.${part}`) },
  { id: 'who', title: t('credentials.screen.figures.who'), cell: ({ member }) => memberWords(member, t) },
  { id: 'yen', title: t('credentials.screen.figures.yen'), align: 'end', tight: true, cell: ({ yen }) => figure(yen, t) },
  { id: 'source', title: t('credentials.screen.figures.source'), cell: ({ source }) => <span lang="ja">{source}</span> },
];

/** What procedures cost by which source; and, apart from it, dues and course fees that nobody has compared with their paper yet. */
export function Figures() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.credentials.figures(), [desk]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  const { fees, dues, courses } = asked.value;
  const unchecked = [...dues, ...courses].some(({ checked }) => !checked);
  return (
    <div className="stack">
      <h2>{t('credentials.screen.figures.fees')}</h2>
      <DataTable label={t('credentials.screen.figures.fees')} columns={feeColumns(t, language)} rows={fees} rowId={({ id }) => id} />
      <h2>{t('credentials.screen.figures.dues')}</h2>
      <p className="quiet">{t('credentials.screen.figures.not-charged')}</p>
      {unchecked && <StatusLine status="unsure">{t('credentials.screen.figures.unchecked')}</StatusLine>}
      <DataTable label={t('credentials.screen.figures.dues')} columns={dueColumns(t)} rows={dues} rowId={({ id }) => id} />
      <h2>{t('credentials.screen.figures.courses')}</h2>
      <DataTable label={t('credentials.screen.figures.courses')} columns={courseColumns(t)} rows={courses} rowId={({ id }) => id} />
    </div>
  );
}
