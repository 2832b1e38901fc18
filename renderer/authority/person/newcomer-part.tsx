import { useState } from 'react';
import type { ProcedureView } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { HitLine } from '../search/hit-line.tsx';
import { useHits } from '../search/use-hits.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { useNonce } from '../use-nonce.ts';
import { today } from '../words/days.ts';
import { draftFor, draftWrong, factsOf } from './apply-draft.ts';
import { ApplyFields } from './apply-fields.tsx';
import { EMPTY_DRAFT, settledDraft, wrongFields } from './holder-draft.ts';
import { HolderForm } from './holder-form.tsx';
import './person.css';

/** A number too short finds everybody. */
const SHORTEST = 3;

/** The first application of somebody who is not known yet; whoever has the number already is shown while it is typed. */
export function NewcomerPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.credentials.newcomerProcedures(), [desk]);
  if (asked.value) return <Newcomer procedures={asked.value} />;
  return <Page title={t('credentials.screen.newcomer.title')}>{asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}</Page>;
}

function Newcomer({ procedures }: { readonly procedures: readonly ProcedureView[] }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const nonce = useNonce();
  const [person, setPerson] = useState({ ...EMPTY_DRAFT, association: staff.association ?? '' });
  const [draft, setDraft] = useState(() => draftFor(procedures[0]!, today(), staff.association ?? ''));
  const settled = settledDraft(person);
  const { registration, name, kana, birthDate } = settled.fields;
  const { hits } = useHits(registration.length >= SHORTEST ? registration : '');
  const known = hits.filter((hit) => hit.registration === registration);
  const procedure = procedures.find(({ id }) => id === draft.procedure)!;
  const complete =
    known.length === 0 &&
    [registration, name, kana, birthDate].every((value) => value !== '') &&
    wrongFields(person).size === 0 &&
    draftWrong(draft, procedure, today()) === null;
  const begin = () =>
    attempt(async () => {
      const { procedure: id, channel, reason, receivedOn } = draft;
      const order = { nonce, holder: null, ...settled, procedure: id, channel, reason: reason || null, receivedOn, facts: factsOf(draft, procedure) };
      const { page } = await desk.credentials.apply(order);
      location.hash = personAddress(page.holder);
    });
  return (
    <Page title={t('credentials.screen.newcomer.title')} note={t('credentials.screen.newcomer.note')} wide>
      {known.length > 0 && (
        <Banner status="warning" live="status" heading={t('credentials.screen.newcomer.known')}>
          <ul>
            {known.map((one) => (
              <li key={one.holder}>
                <a className="hit known-hit" href={personAddress(one.holder)}>
                  <HitLine hit={one} />
                </a>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="newcomer">
        <Section title={t('credentials.screen.newcomer.person')}>
          <HolderForm draft={person} onChange={setPerson} ownAssociation={staff.association} />
        </Section>
        <Section title={t('credentials.screen.newcomer.procedure')}>
          <ApplyFields procedures={procedures} holder={null} member={person.member} draft={draft} onChange={setDraft} />
          <p>
            <Button kind="primary" isDisabled={working || !complete} onPress={begin}>
              {t('credentials.screen.apply.begin')}
            </Button>
          </p>
          {!complete && known.length === 0 && <p className="quiet">{t('credentials.screen.newcomer.needs')}</p>}
          {failure && <ErrorPanel failure={failure} />}
        </Section>
      </div>
    </Page>
  );
}
