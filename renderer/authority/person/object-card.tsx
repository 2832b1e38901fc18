import type { CredentialObject, HolderPage } from '../../../main/api/schema/credentials.ts';
import { StatusLine, TestMark } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { dayShort, sinceWords, today } from '../words/days.ts';
import { StateLine } from '../words/state-line.tsx';
import { ActionList } from './action-list.tsx';
import { Checklist } from './checklist.tsx';
import { FeeLine } from './fee-line.tsx';
import { objectFacts, objectTitle } from './object-facts.ts';
import type { Open } from './panel-props.ts';
import { RevocationLine } from './revocation-line.tsx';

/** States of an application in which its papers are what is worked on; nothing jumps while they come in. */
const COLLECTING: ReadonlySet<string> = new Set(['draft', 'submitted', 'returned']);

interface ObjectCardProps {
  readonly object: CredentialObject;
  readonly identity: HolderPage['identity'];
  readonly open: Open | null;
  readonly onOpen: (open: Open) => void;
  readonly onPage: (page: HolderPage) => void;
}

/** An application, an order, a card or a certificate: where it stands, what is known of it, and what can be done with it. */
export function ObjectCard({ object, identity, open, onOpen, onPage }: ObjectCardProps) {
  const { t, language } = useWords();
  const { id, kind, state, since, due, fee, checklist, revocation, facts } = object;
  const { staff } = useStaffAtDesk();
  const title = objectTitle(object, t);
  const papersFirst = kind === 'application' && COLLECTING.has(state);
  const papers = checklist.length > 0 && <Checklist key={id} object={object} identity={identity} onOpen={onOpen} onPage={onPage} />;
  const known = objectFacts(object, language, t).filter(({ value }) => value !== '');
  return (
    <section className="card object-card" aria-label={`${title} ${id}`}>
      <div className="object-head">
        <h2>{title}</h2>
        <span className="object-id">{id}</span>
        {facts['test'] === true && <TestMark>{t('frame.test.mark')}</TestMark>}
        <StateLine kind={kind} state={state} />
        <p className="object-since">
          {t('credentials.screen.object.since', { age: sinceWords(since, t) })}
          {due &&
            (due < today() ? (
              <StatusLine status="warning" size={16}>
                {t('credentials.screen.object.overdue', { day: dayShort(due, language) })}
              </StatusLine>
            ) : (
              `\u3000${t('credentials.screen.object.due', { day: dayShort(due, language) })}`
            ))}
        </p>
      </div>
      {known.length > 0 && (
        <dl className="object-facts">
          {known.map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {fee && <FeeLine fee={fee} onEnter={may(staff, 'fee') ? () => onOpen({ kind: 'fee', object }) : null} />}
      {revocation && <RevocationLine revocation={revocation} />}
      {papersFirst && papers}
      <ActionList object={object} open={open} onOpen={onOpen} />
      {!papersFirst && papers}
    </section>
  );
}
