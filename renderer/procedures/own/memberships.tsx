import type { MemberView } from '../../../main/api/schema/procedures.ts';
import { type Definition, DefinitionList } from '../../design/definition-list.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAlone, dateInBothCalendars } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import type { Tiers } from '../form.ts';
import type { Names } from '../names.ts';
import { endedRows, groupsWithRows } from './memberships-of.ts';

interface MembershipsProps {
  readonly member: MemberView;
  readonly all: Tiers;
  readonly names: Names;
}

/** Memberships in all associations, by workplace: class, reliefs of the fee, and when one ends. */
export function Memberships({ member, all, names }: MembershipsProps) {
  const { t, language } = useWords();
  const groups = groupsWithRows(member, all);
  const ended = endedRows(member);
  const term = ({ association, class: id, leftOn, reliefs }: MemberView['rows'][number]): Definition => ({
    term: names.association(association),
    value: (
      <div className="procedures-membership">
        <span>{names.memberClass(association, id)}</span>
        {reliefs.length > 0 && (
          <span className="under">
            {t('procedures.new.reliefs', { labels: new Intl.ListFormat(language, { type: 'unit' }).format(reliefs.map(({ label }) => label)) })}
          </span>
        )}
        {leftOn && <StatusLine status="warning">{t('procedures.new.leaves', { day: dateInBothCalendars(leftOn, language, t) })}</StatusLine>}
      </div>
    ),
  });
  return (
    <>
      {groups.length === 0 && <p>{t('procedures.self.no-memberships')}</p>}
      {groups.map(({ affiliation, rows }) => (
        <section key={affiliation} className="procedures-member">
          <h3>{affiliation}</h3>
          <DefinitionList items={rows.map(term)} />
        </section>
      ))}
      {ended.length > 0 && (
        <Disclosure title={t('procedures.self.ended', { count: ended.length })}>
          <ul className="procedures-lines">
            {ended.map(({ association, affiliation, leftOn }) => (
              <li key={`${association} ${affiliation} ${leftOn}`}>
                {t('procedures.self.ended-row', {
                  affiliation,
                  association: names.association(association),
                  day: leftOn === null ? t('procedures.self.ended-unknown') : dateAlone(leftOn, language),
                })}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}
