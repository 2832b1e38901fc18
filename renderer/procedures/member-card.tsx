import type { MemberView } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import type { Names } from './names.ts';
import { TERMS_VERSION } from './terms.ts';

interface MemberCardProps {
  readonly member: MemberView;
  readonly own: string;
  readonly names: Names;
  readonly onChanged: () => void;
}

/** Who was called up: memberships of this association, reliefs of the fee, and the consent to the handling of personal data. */
export function MemberCard({ member: { fields, registration, rows, consented }, own, names, onChanged }: MemberCardProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const active = rows.filter(({ association, state }) => association === own && state === 'active');
  const note = (state: 'given' | 'taken-back') =>
    attempt(async () => {
      await desk.procedures.consent({ registration, terms: TERMS_VERSION, state });
      onChanged();
    });
  return (
    <div className="procedures-member">
      <h3>{t('procedures.new.member', { name: fields.name ?? '', registration: t('procedures.registration', { number: registration }) })}</h3>
      <h4>{t('procedures.new.memberships')}</h4>
      {active.length === 0 && <p className="quiet">{t('procedures.new.no-memberships')}</p>}
      <ul className="procedures-lines">
        {active.map(({ affiliation, class: id, leftOn, reliefs }) => (
          <li key={affiliation}>
            {t('procedures.new.row', { affiliation, label: names.memberClass(own, id) })}
            {leftOn && <StatusLine status="warning">{t('procedures.new.leaves', { day: dateAlone(leftOn, language) })}</StatusLine>}
            {reliefs.length > 0 && (
              <span className="quiet">
                {t('procedures.new.reliefs', { labels: new Intl.ListFormat(language, { type: 'unit' }).format(reliefs.map(({ label }) => label)) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <h4>{t('procedures.new.consent.title')}</h4>
      <StatusLine status={consented ? 'success' : 'unsure'}>
        {t(consented ? 'procedures.new.consent.given' : 'procedures.new.consent.missing')}
      </StatusLine>
      <p className="quiet">{t('procedures.new.consent.text')}</p>
      <div>
        <Button isDisabled={working} onPress={() => void note(consented ? 'taken-back' : 'given')}>
          {t(consented ? 'procedures.new.consent.take-back' : 'procedures.new.consent.give')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
