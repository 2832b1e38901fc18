import { useState } from 'react';
import type { AssociationView, MemberView, ProcedureItem, ProcedurePlan } from '../../main/api/schema/procedures.ts';
import { failureOf } from '../client/failure.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { dayOf } from '../words/japan-time.ts';
import { useWords } from '../words/words.tsx';
import {
  associationsIn,
  type Change,
  emptyForm,
  type Form,
  formOf,
  groupsOf,
  isIdentified,
  isReady,
  kindsFor,
  type NewPerson,
  PARTS,
  requestOf,
} from './form.ts';
import { MemberCard } from './member-card.tsx';
import type { Names } from './names.ts';
import { PersonFields } from './person-fields.tsx';
import { PlanView } from './plan-view.tsx';
import { RequestForm } from './request-form.tsx';
import { TERMS, TERMS_VERSION } from './terms.ts';
import { consentedTo, documentsOf } from './wanted-documents.ts';

interface NewProcedureProps {
  readonly own: string;
  readonly chain: readonly AssociationView[];
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  readonly names: Names;
  /** The procedure that is corrected; `null` for a new one. */
  readonly corrects: ProcedureItem | null;
  readonly onDone: (words: string) => void;
  readonly onCancel: () => void;
}

const REGISTRATION = /^[1-9]\d{0,5}$/;
/** Digits as people write them: full width, with `第` and `号`, with zeros before. */
const digitsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s第号]/g, '')
    .replace(/^0+/, '');

/** Asks on behalf of somebody, or corrects what was asked: who, what, a look at what follows, and only then the request. */
export function NewProcedure({ own, chain, all, names, corrects, onDone, onCancel }: NewProcedureProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [number, setNumber] = useState(corrects?.registration ?? '');
  const [member, setMember] = useState<MemberView | null>(null);
  /** Somebody who is no member yet. */
  const [person, setPerson] = useState<NewPerson | null>(null);
  const [agreed, setAgreed] = useState(false);
  const [form, setForm] = useState<Form | null>(corrects ? formOf(corrects.request, all) : null);
  /** What follows from the form as it was when that was asked. */
  const [planned, setPlanned] = useState<{ readonly of: Form; readonly plan: ProcedurePlan } | null>(null);
  const plan = planned?.of === form ? planned.plan : null;
  const registration = digitsOf(number);
  const wrong = number !== '' && !REGISTRATION.test(registration);
  const today = dayOf(new Date().toISOString());

  /** `null`: not one whom this association sees. */
  const seen = () =>
    desk.procedures.member({ registration }).catch((error: unknown) => {
      if (failureOf(error).code !== 'PERSON_UNKNOWN') throw error;
      return null;
    });
  const corrected = useAnswer(async () => ({ member: corrects ? await seen() : null }), [desk, corrects?.id]);
  const base = form !== null && PARTS[form.kind].includes('base') ? form.base : null;
  const elsewhere = useAnswer(async () => (base === null ? null : desk.procedures.chain({ code: base })), [desk, base]);
  /** Of the new place, once the answer is about it and no other. */
  const there = base !== null && elsewhere.value?.[0]?.code === base ? elsewhere.value : null;

  const find = () =>
    attempt(async () => {
      const found = await seen();
      const [group] = groupsOf(found, own);
      setMember(found);
      setPerson(found ? null : {});
      setAgreed(false);
      setForm(emptyForm(group === undefined ? 'join' : 'change-class', group));
    });
  const groups = corrects ? [corrects.request.affiliation] : groupsOf(member, own);
  const change: Change = (part) => setForm((now) => now && { ...now, ...part(now) });
  const known = [...new Map([...chain, ...(there ?? [])].map((each) => [each.code, each])).values()];
  const documents = form ? documentsOf(form, known, associationsIn(corrects ? corrected.value?.member : member, form.affiliation)) : [];
  const look = () =>
    form &&
    attempt(async () => setPlanned({ of: form, plan: await desk.procedures.plan({ registration, request: requestOf(form, own, documents, []) }) }));
  const send = (warned: readonly string[]) =>
    form &&
    attempt(async () => {
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

  const answered = corrected.value !== null && (base === null || there !== null);
  const ready = form !== null && answered && isReady(form, documents, today) && (person === null || isIdentified(person, today));
  return (
    <div className="procedures-form">
      {corrects === null && (
        <div className="procedures-find">
          <TextField
            label={t('procedures.new.registration')}
            inputMode="numeric"
            disabled={working}
            value={number}
            onChange={(text) => {
              setNumber(text);
              setForm(null);
              setMember(null);
              setPerson(null);
            }}
            wrong={wrong ? t('procedures.new.registration-wrong') : null}
          />
          <Button isDisabled={working || number === '' || wrong} onPress={find}>
            {t('procedures.new.find')}
          </Button>
        </div>
      )}
      {member && <MemberCard member={member} own={own} names={names} onChanged={find} />}
      {person && <PersonFields person={person} today={today} onChange={setPerson} />}
      {person && <Checkbox label={t('procedures.new.consent.given')} note={t('procedures.new.consent.text')} on={agreed} onChange={setAgreed} />}
      {form && corrects === null && (
        <div className="procedures-choices">
          <Select
            label={t('procedures.new.kind')}
            options={kindsFor(groups).map((id) => ({ id, label: t(`membership.pending.kinds.${id}`) }))}
            value={form.kind}
            onChange={(kind) => setForm(emptyForm(kind, groups[0]))}
          />
        </div>
      )}
      {form && (
        <RequestForm
          key={`${registration} ${form.kind}`}
          form={form}
          groups={groups}
          fixed={corrects !== null}
          chain={chain}
          joined={PARTS[form.kind].includes('base') ? (there ?? []) : chain}
          all={all}
          documents={documents}
          today={today}
          onChange={change}
        />
      )}
      {[corrected, elsewhere].map(
        ({ failure: missing, ask }, index) => missing && <ErrorPanel key={index === 0 ? 'person' : 'place'} failure={missing} onRetry={ask} />,
      )}
      {form && plan === null && (
        <div className="form-actions">
          <Button kind="primary" isDisabled={working || !ready} onPress={() => void look()}>
            {t(corrects ? 'procedures.new.correct-plan' : 'procedures.new.plan')}
          </Button>
          {corrects && (
            <Button kind="quiet" onPress={onCancel}>
              {t('settings.cancel')}
            </Button>
          )}
        </div>
      )}
      {form && plan && (
        <PlanView
          plan={plan}
          wished={form.leave}
          names={names}
          corrects={corrects !== null}
          working={working || !ready}
          onConfirm={(warned) => void send(warned)}
          onCancel={() => setPlanned(null)}
        />
      )}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}

const filled = (person: NewPerson): NewPerson =>
  Object.fromEntries(Object.entries(person).flatMap(([field, value]) => (value?.trim() ? [[field, value.trim()]] : [])));
