import type { ProcedureItem } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { RequestDraft, type RequestDraftProps } from './request-draft.tsx';
import { seenMember } from './seen-member.ts';

interface CorrectionProps extends Pick<RequestDraftProps, 'own' | 'chain' | 'all' | 'names' | 'onDone' | 'onCancel'> {
  readonly corrects: ProcedureItem;
}

/** Corrects what an association asked for on behalf of somebody, once it is seen who that is. */
export function Correction({ corrects, ...rest }: CorrectionProps) {
  const { desk } = useDesk();
  const { registration, request } = corrects;
  const found = useAnswer(async () => ({ member: await seenMember(desk, registration) }), [desk, registration]);
  return (
    <div className="procedures-form">
      {found.failure && <ErrorPanel failure={found.failure} onRetry={found.ask} />}
      {found.value && (
        <RequestDraft
          {...rest}
          by="proxy"
          registration={registration}
          member={found.value.member}
          person={null}
          agreed={false}
          kinds={[]}
          groups={[request.affiliation]}
          corrects={corrects}
        />
      )}
    </div>
  );
}
