import { useState } from 'react';
import type { AssociationView, MemberView, ProcedureItem, ProcedurePlan } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { dayOf } from '../words/japan-time.ts';
import { useWords } from '../words/words.tsx';
import {
  type Asker,
  associationsIn,
  type Change,
  emptyForm,
  filled,
  type Form,
  formOf,
  isIdentified,
  isReady,
  type NewPerson,
  offeredOf,
  PARTS,
  type ProcedureKind,
  requestOf,
} from './form.ts';
import type { Names } from './names.ts';
import { PlanView } from './plan-view.tsx';
import { RequestForm } from './request-form.tsx';
import { TERMS, TERMS_VERSION } from './terms.ts';
import { consentedTo, documentsOf } from './wanted-documents.ts';

export interface RequestDraftProps {
  readonly by: Asker;
  readonly registration: string;
  /** Whoever it is for, as far as they are seen; `null` for somebody who is no member. */
  readonly member: MemberView | null;
  /** What is written down of somebody who is no member. */
  readonly person: NewPerson | null;
  /** Whether that person agrees to the handling of personal data with the request. */
  readonly agreed: boolean;
  /** The association from which is asked, and those above it, the nearest first. */
  readonly own: string;
  readonly chain: readonly AssociationView[];
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  readonly names: Names;
  /** Kinds to choose from; where there is but one, that one. A correction keeps its own. */
  readonly kinds: readonly ProcedureKind[];
  readonly groups: readonly string[];
  /** The procedure that is corrected; `null` for a new one. */
  readonly corrects: ProcedureItem | null;
  readonly onDone: (words: string) => void;
  readonly onCancel: () => void;
}

/** The kind that it begins with: a move within what there is, where there is something. */
const FIRST: ProcedureKind = 'change-class';

/** Associations call a kind by the name of its form, persons by what they want. */
const KIND = { proxy: 'procedures.new.kind', person: 'procedures.self.kind' } as const;
const KINDS = { proxy: 'membership.pending.kinds', person: 'procedures.self.kinds' } as const;

/** What is asked for: its fields, a look at what follows, and only then the request. */
export function RequestDraft(props: RequestDraftProps) {
  const { by, registration, member, person, agreed, own, chain, all, names, kinds, groups, corrects, onDone, onCancel } = props;
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [form, setForm] = useState<Form>(() =>
    corrects ? formOf(corrects.request, all) : emptyForm(kinds.includes(FIRST) ? FIRST : kinds[0]!, groups[0]),
  );
  /** What follows from the form as it was when that was asked. */
  const [planned, setPlanned] = useState<{ readonly of: Form; readonly plan: ProcedurePlan } | null>(null);
  const plan = planned?.of === form ? planned.plan : null;
  /** The form of which something was tried last: a failure is about that one. */
  const [tried, setTried] = useState<Form | null>(null);
  const today = dayOf(new Date().toISOString());

  const base = PARTS[form.kind].includes('base') ? form.base : null;
  const elsewhere = useAnswer(async () => (base === null ? null : desk.procedures.chain({ code: base })), [desk, base]);
  /** Of the new place, once the answer is about it and no other. */
  const there = base !== null && elsewhere.value?.[0]?.code === base ? elsewhere.value : null;
  const group = associationsIn(member, form.affiliation);
  const offered = by === 'person' ? offeredOf(form.kind, chain, group) : chain;
  const known = [...new Map([...chain, ...(there ?? [])].map((each) => [each.code, each])).values()];
  const documents = documentsOf(form, known, group);

  const change: Change = (part) => setForm((now) => ({ ...now, ...part(now) }));
  const trying = (work: () => Promise<void>) => {
    setTried(form);
    void attempt(work);
  };
  const look = () =>
    trying(async () => setPlanned({ of: form, plan: await desk.procedures.plan({ registration, request: requestOf(form, own, documents, []) }) }));
  const send = (warned: readonly string[]) =>
    trying(async () => {
      const request = requestOf(form, own, documents, warned);
      const agreedTo = [...(person && agreed ? [TERMS] : []), ...consentedTo(form, documents)];
      const consents = agreedTo.map((document) => ({ document, terms: TERMS_VERSION }));
      if (corrects) {
        await desk.procedures.correct({ id: corrects.id, request, consents, corrected: corrects.corrected });
        return onDone(t('procedures.own.corrected'));
      }
      await desk.procedures.ask({ registration, request, consents, ...(person && { person: filled(person) }) });
      onDone(t('procedures.plan.asked'));
    });

  const answered = base === null || there !== null;
  const ready = answered && isReady(form, documents, today) && (person === null || isIdentified(person, today));
  return (
    <>
      {kinds.length > 1 && (
        <div className="procedures-choices">
          <Select
            label={t(KIND[by])}
            options={kinds.map((id) => ({ id, label: t(`${KINDS[by]}.${id}`) }))}
            value={form.kind}
            onChange={(kind) => setForm(emptyForm(kind, groups[0]))}
          />
        </div>
      )}
      <RequestForm
        key={form.kind}
        form={form}
        groups={groups}
        fixed={corrects !== null}
        by={by}
        left={offered}
        joined={PARTS[form.kind].includes('base') ? (there ?? []) : offered}
        all={all}
        documents={documents}
        today={today}
        onChange={change}
      />
      {base !== null && elsewhere.failure && <ErrorPanel failure={elsewhere.failure} onRetry={elsewhere.ask} />}
      {plan === null ? (
        <div className="form-actions">
          <Button kind="primary" isDisabled={working || !ready} onPress={look}>
            {t(corrects ? 'procedures.new.correct-plan' : 'procedures.new.plan')}
          </Button>
          {corrects && (
            <Button kind="quiet" onPress={onCancel}>
              {t('settings.cancel')}
            </Button>
          )}
        </div>
      ) : (
        <PlanView
          plan={plan}
          wished={form.leave}
          names={names}
          by={by}
          corrects={corrects !== null}
          working={working || !ready}
          onConfirm={send}
          onCancel={() => setPlanned(null)}
        />
      )}
      {failure && tried === form && <ErrorPanel failure={failure} />}
    </>
  );
}
