import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { dayOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { BaseChoice } from '../base-choice.tsx';
import type { NewPerson } from '../form.ts';
import { namesOf } from '../names.ts';
import { PersonFields } from '../person-fields.tsx';
import { RequestDraft, type RequestDraftProps } from '../request-draft.tsx';

type JoinElsewhereProps = Pick<RequestDraftProps, 'registration' | 'member' | 'all' | 'onDone' | 'onCancel'>;

/** Joining an association at a workplace of which one is no member yet; whoever is no member at all says who they are. */
export function JoinElsewhere({ member, all, ...rest }: JoinElsewhereProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const [base, setBase] = useState<string | null>(null);
  const [person, setPerson] = useState<NewPerson>({});
  const answer = useAnswer(async () => (base === null ? null : desk.procedures.chain({ code: base })), [desk, base]);
  /** Once the answer is about the association that is chosen now. */
  const chain = base !== null && answer.value?.[0]?.code === base ? answer.value : null;
  return (
    <>
      {!member && <PersonFields person={person} today={dayOf(new Date().toISOString())} onChange={setPerson} />}
      <BaseChoice label={t('procedures.self.base')} associations={all.toSorted((a, b) => b.tier - a.tier)} value={base} onChange={setBase} />
      {base !== null && answer.failure && <ErrorPanel failure={answer.failure} onRetry={answer.ask} />}
      {base !== null && chain && (
        <RequestDraft
          {...rest}
          key={base}
          by="person"
          member={member}
          person={member ? null : person}
          agreed={false}
          own={base}
          chain={chain}
          all={all}
          names={namesOf(chain, all)}
          kinds={['join']}
          groups={[]}
          corrects={null}
        />
      )}
    </>
  );
}
