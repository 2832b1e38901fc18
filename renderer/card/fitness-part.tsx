import type { ReaderView } from '../../main/api/schema/card.ts';
import type { CardFitness, FitnessFact, FitnessPoint, FitnessVerdict } from '../../main/api/schema/fitness.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { type Status, StatusLine } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { dateAlone, dateInBothCalendars } from '../words/dates.ts';
import { knownKey, type Translate, type Values } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

const VERDICT_STATUS: Readonly<Record<FitnessVerdict, Status>> = { good: 'success', attention: 'warning', bad: 'error', unknown: 'unsure' };

const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

/** A sentence of a point or fact: days are written out, checks and papers have their own words. */
export function factWords(key: string, params: FitnessPoint['params'], t: Translate, language: 'ja' | 'en'): string {
  const worded = Object.entries(params).map(([name, value]): [string, Values[string]] => {
    if (typeof value !== 'string') return [name, value];
    if (ISO_TIME.test(value)) return [name, dateAlone(value, language)];
    const own = name === 'check' ? knownKey(`checks.${value}.heading`) : name === 'item' ? knownKey(`credentials.item.${value}`) : null;
    return [name, own ? t(own) : value];
  });
  const known = knownKey(key);
  return known ? t(known, Object.fromEntries(worded)) : key;
}

interface FitnessProps {
  readonly reader: ReaderView;
  /** Opens a form of the authority. */
  readonly onForm: (form: string) => void;
}

/** Whether the card on the reader is fit, one verdict per point, and the way on from each that is not. */
export function FitnessPart({ reader, onForm }: FitnessProps) {
  const { t, language } = useWords();
  const { desk, settings } = useDesk();
  const tries = reader.applications.map(({ pinTriesLeft }) => pinTriesLeft).join();
  const { value, failure, ask } = useAnswer<CardFitness>(
    () => desk.fitness.check({ reader: reader.name }),
    [desk, reader.name, reader.insertion, tries, settings?.testMode],
  );
  const columns: readonly Column<FitnessPoint>[] = [
    { id: 'point', title: t('fitness.columns.point'), names: true, cell: ({ id }) => factWords(`fitness.points.${id}.heading`, {}, t, language) },
    {
      id: 'verdict',
      title: t('fitness.columns.verdict'),
      tight: true,
      cell: ({ verdict }) => <StatusLine status={VERDICT_STATUS[verdict]}>{t(`fitness.verdicts.${verdict}`)}</StatusLine>,
    },
    {
      id: 'finding',
      title: t('fitness.columns.finding'),
      cell: ({ id, state, params, form }) => (
        <>
          {factWords(`fitness.points.${id}.states.${state}`, params, t, language)}
          {form && (
            <span className="fitness-next">
              <Button onPress={() => onForm(form)}>{t('fitness.forms.open', { form: factWords(`fitness.forms.${form}`, {}, t, language) })}</Button>
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <Section title={t('fitness.title')} note={t('fitness.note')}>
      {failure && <ErrorPanel failure={failure} onRetry={ask} />}
      {!value && !failure && <p role="status">{t('fitness.checking')}</p>}
      {value && (
        <>
          <Banner status={VERDICT_STATUS[value.verdict]} live="status" heading={t(`fitness.overall.${value.verdict}`)}>
            {value.test && <p>{t('fitness.test')}</p>}
          </Banner>
          <div className="fitness-table">
            <DataTable label={t('fitness.title')} columns={columns} rows={value.points} rowId={({ id }) => id} />
          </div>
          <Renewal renewal={value.renewal} />
        </>
      )}
    </Section>
  );
}

/** The way to the next card, each fact with where it is written. */
function Renewal({ renewal }: { readonly renewal: CardFitness['renewal'] }) {
  const { t, language } = useWords();
  const { ends, applyBy, facts } = renewal;
  const papers = facts.filter(({ id }) => id === 'paper');
  const others = facts.filter(({ id }) => id !== 'paper');
  const day = (iso: string) => dateInBothCalendars(`${iso}T12:00:00+09:00`, language, t);
  return (
    <Disclosure title={t('fitness.renewal.title')} summary={applyBy === null ? '' : dateAlone(`${applyBy}T12:00:00+09:00`, language)}>
      <div className="stack">
        {ends !== null && applyBy !== null && (
          <DefinitionList
            items={[
              { term: t('fitness.renewal.ends'), value: day(ends) },
              {
                term: t('fitness.renewal.apply-by'),
                value: (
                  <>
                    {day(applyBy)}
                    <span className="under">{t('fitness.renewal.apply-by-note')}</span>
                  </>
                ),
              },
            ]}
          />
        )}
        <FactList facts={others} />
        {papers.length > 0 && (
          <div>
            <p>{t('fitness.renewal.papers')}</p>
            <ul className="bullets">
              {papers.map(({ params }) => (
                <li key={String(params['item'])}>{factWords('fitness.facts.paper', params, t, language)}</li>
              ))}
            </ul>
            <p className="source">{t('fitness.renewal.source', { source: papers[0]!.source, asOf: papers[0]!.asOf })}</p>
          </div>
        )}
      </div>
    </Disclosure>
  );
}

/** Facts with their sources. */
export function FactList({ facts }: { readonly facts: readonly FitnessFact[] }) {
  const { t, language } = useWords();
  return (
    <ul className="bullets">
      {facts.map(({ id, params, source, asOf }) => (
        <li key={id}>
          {factWords(`fitness.facts.${id}`, params, t, language)}
          <span className="source fitness-source">{t('fitness.renewal.source', { source, asOf })}</span>
        </li>
      ))}
    </ul>
  );
}
