import type { ProcedureItem } from '../../../main/api/schema/procedures.ts';
import { lowestOf } from '../form.ts';
import { RequestDraft, type RequestDraftProps } from '../request-draft.tsx';
import { groupBase } from './memberships-of.ts';
import { namedIn, type OwnFacts } from './own-facts.ts';

interface OwnCorrectionProps extends Pick<RequestDraftProps, 'registration' | 'names' | 'onDone' | 'onCancel'> {
  readonly facts: OwnFacts;
  readonly corrects: ProcedureItem;
}

/** Corrects what somebody asked for themselves, in the group for which they asked. */
export function OwnCorrection({ facts, corrects, ...rest }: OwnCorrectionProps) {
  const { member, all, chains } = facts;
  const { request } = corrects;
  const named = lowestOf(namedIn(request), all);
  const base = (request.kind === 'certificate' ? named : groupBase(member, request.affiliation, all)) ?? named ?? '';
  return (
    <div className="procedures-form">
      <RequestDraft
        {...rest}
        by="person"
        member={member}
        person={null}
        agreed={false}
        own={base}
        chain={chains.get(base) ?? []}
        all={all}
        kinds={[]}
        groups={[request.affiliation]}
        corrects={corrects}
      />
    </div>
  );
}
