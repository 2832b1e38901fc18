import { useState } from 'react';
import type { MemberView } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { registrationDigits } from '../client/registration-digits.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { dayOf } from '../words/japan-time.ts';
import { useWords } from '../words/words.tsx';
import { groupsOf, kindsFor, type NewPerson } from './form.ts';
import { MemberCard } from './member-card.tsx';
import { PersonFields } from './person-fields.tsx';
import { RequestDraft, type RequestDraftProps } from './request-draft.tsx';
import { seenMember } from './seen-member.ts';

type NewProcedureProps = Pick<RequestDraftProps, 'own' | 'chain' | 'all' | 'names' | 'onDone' | 'onCancel'>;

/** Asks on behalf of somebody: who it is, and what for. */
export function NewProcedure({ own, names, ...rest }: NewProcedureProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<{ readonly member: MemberView | null } | null>(null);
  const [person, setPerson] = useState<NewPerson>({});
  const [agreed, setAgreed] = useState(false);
  const registration = registrationDigits(number);
  const wrong = number !== '' && registration === null;
  const today = dayOf(new Date().toISOString());

  const find = () => attempt(async () => setFound(registration === null ? null : { member: await seenMember(desk, registration) }));
  const type = (text: string) => {
    setNumber(text);
    setFound(null);
    setPerson({});
    setAgreed(false);
  };
  const groups = groupsOf(found?.member ?? null, own);
  return (
    <div className="procedures-form">
      <div className="procedures-find">
        <TextField
          label={t('procedures.new.registration')}
          inputMode="numeric"
          disabled={working}
          value={number}
          onChange={type}
          wrong={wrong ? t('procedures.new.registration-wrong') : null}
        />
        <Button isDisabled={working || registration === null} onPress={find}>
          {t('procedures.new.find')}
        </Button>
      </div>
      {found?.member && <MemberCard member={found.member} own={own} names={names} onChanged={find} />}
      {found && !found.member && (
        <>
          <StatusLine status="info">{t('procedures.new.unknown')}</StatusLine>
          <PersonFields person={person} today={today} onChange={setPerson} />
          <Checkbox label={t('procedures.new.consent.given')} note={t('procedures.new.consent.text')} on={agreed} onChange={setAgreed} />
        </>
      )}
      {found && registration !== null && (
        <RequestDraft
          {...rest}
          key={`${registration} ${groups.join()}`}
          by="proxy"
          registration={registration}
          member={found.member}
          person={found.member ? null : person}
          agreed={agreed}
          own={own}
          names={names}
          kinds={kindsFor(groups)}
          groups={groups}
          corrects={null}
        />
      )}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
