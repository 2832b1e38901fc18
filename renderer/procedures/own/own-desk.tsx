import { useState } from 'react';
import type { ProcedureItem } from '../../../main/api/schema/procedures.ts';
import { StatusLine } from '../../design/status.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { groupsOf } from '../form.ts';
import { namesOf } from '../names.ts';
import { Memberships } from './memberships.tsx';
import { NewOwn } from './new-own.tsx';
import { OwnCorrection } from './own-correction.tsx';
import type { OwnFacts } from './own-facts.ts';
import { OwnProcedures } from './own-procedures.tsx';
import { TakeConsentBack } from './take-consent-back.tsx';
import { WhoOneIs } from './who-one-is.tsx';

interface OwnDeskProps {
  readonly person: string;
  readonly facts: OwnFacts;
  readonly onDone: (words: string) => void;
}

/** Everything about oneself: who one is, memberships, procedures, a new one, and the consent. */
export function OwnDesk({ person, facts, onDone }: OwnDeskProps) {
  const { t } = useWords();
  const { member, all, procedures, chains } = facts;
  const [corrects, setCorrects] = useState<ProcedureItem | null>(null);
  const place = useLostFocus<HTMLDivElement>(corrects);
  const names = namesOf([...chains.values()].flat(), all);
  const asking = { registration: person, facts, names, onDone, onCancel: () => setCorrects(null) };
  return (
    <div ref={place} tabIndex={-1} className="procedures-self">
      {corrects ? (
        <Section title={t('procedures.self.correct', { kind: t(`membership.pending.kinds.${corrects.kind}`) })} note={t('procedures.own.note')}>
          <OwnCorrection {...asking} corrects={corrects} />
        </Section>
      ) : (
        <>
          <Section title={t('procedures.self.who')} {...(member && { note: t('procedures.self.who-note') })}>
            {!member && <StatusLine status="info">{t('procedures.self.unknown')}</StatusLine>}
            <WhoOneIs person={person} fields={member?.fields ?? {}} />
          </Section>
          {member && (
            <Section title={t('procedures.self.memberships')}>
              <Memberships member={member} all={all} names={names} />
            </Section>
          )}
          <Section title={t('procedures.self.procedures')}>
            <OwnProcedures procedures={procedures} names={names} onCorrect={setCorrects} onDone={onDone} />
          </Section>
          <Section
            title={t('procedures.self.new')}
            note={t(groupsOf(member, null).length > 0 ? 'procedures.self.new-note' : 'procedures.self.join-note')}
          >
            <NewOwn {...asking} />
          </Section>
          <Section title={t('procedures.new.consent.title')}>
            <TakeConsentBack person={person} onDone={onDone} />
          </Section>
        </>
      )}
    </div>
  );
}
