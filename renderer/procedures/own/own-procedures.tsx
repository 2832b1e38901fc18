import type { ProcedureItem } from '../../../main/api/schema/procedures.ts';
import { Disclosure } from '../../design/disclosure.tsx';
import { dateAlone } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import type { Names } from '../names.ts';
import { OwnProcedure } from './own-procedure.tsx';

interface OwnProceduresProps {
  readonly procedures: readonly ProcedureItem[];
  readonly names: Names;
  readonly onCorrect: (procedure: ProcedureItem) => void;
  readonly onDone: (words: string) => void;
}

/** One's own procedures: those that wait lie open, the others can be opened. */
export function OwnProcedures({ procedures, names, onCorrect, onDone }: OwnProceduresProps) {
  const { t, language } = useWords();
  const content = (procedure: ProcedureItem) => (
    <OwnProcedure procedure={procedure} names={names} onCorrect={() => onCorrect(procedure)} onDone={onDone} />
  );
  const waiting = procedures.filter(({ state }) => state === 'pending');
  const closed = procedures.filter(({ state }) => state !== 'pending');
  return (
    <>
      {waiting.length === 0 && <p>{t('procedures.self.none-waiting')}</p>}
      {waiting.map((procedure) => (
        <article key={procedure.id} className="procedures-member procedures-waiting">
          <h3>{t(`membership.pending.kinds.${procedure.kind}`)}</h3>
          {content(procedure)}
        </article>
      ))}
      {closed.map((procedure) => (
        <Disclosure
          key={procedure.id}
          title={t(`membership.pending.kinds.${procedure.kind}`)}
          summary={t('procedures.self.summary', {
            state: t(`procedures.state.${procedure.state}`),
            day: dateAlone(procedure.closedAt ?? procedure.askedAt, language),
          })}
        >
          {content(procedure)}
        </Disclosure>
      ))}
    </>
  );
}
