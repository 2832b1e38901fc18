import { useState } from 'react';
import type { DispensingView, ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Section } from '../../frame/page.tsx';
import { PrescriptionForm } from '../../sign/prescription/prescription-form.tsx';
import { PrescriptionWarnings } from '../../sign/prescription/prescription-warnings.tsx';
import { useWords } from '../../words/words.tsx';
import { type Confirmation, ConfirmUnverified } from './confirm-unverified.tsx';
import { DispensingForm } from './dispensing-form.tsx';
import { type DispensingDraft, emptyDraft, orderOf } from './dispensing-draft.ts';
import './dispensing.css';
import { DrugFields } from './drug-fields.tsx';
import { PharmacyFields } from './pharmacy-fields.tsx';
import { SignerCard } from './signer-card.tsx';

type OnSign = (documents: readonly OpenedDocument[]) => void;

/** The way of a prescription through the pharmacy: received and verified, what was dispensed, looked at and signed. */
export function DispensingPart({ onSign }: { readonly onSign: OnSign }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const [received, setReceived] = useState<ReceivedPrescription | null>(null);
  const receive = (file: File) => attempt(async () => setReceived(await desk.dispensing.receive({ file })));
  if (received)
    return (
      <Received
        key={received.document.id}
        received={received}
        onSign={onSign}
        onOther={() =>
          attempt(async () => {
            await desk.documents.discard({ id: received.document.id });
            setReceived(null);
          })
        }
      />
    );
  return (
    <Section title={t('dispensing.steps.receive')} note={t('dispensing.receive.note')}>
      <FileDrop heading={t('dispensing.receive.drop')} choose={t('dispensing.receive.choose')} onFiles={([file]) => file && receive(file)} />
      {failure && <ErrorPanel failure={failure} />}
    </Section>
  );
}

interface ReceivedProps {
  readonly received: ReceivedPrescription;
  readonly onSign: OnSign;
  readonly onOther: () => void;
}

interface Preview {
  readonly document: OpenedDocument;
  readonly view: DispensingView;
}

const DAYS = '1';
const TIMES = '2';
/** 内服滴剤 counts in days as 内服 does. */
const DROPS = '4';
const FORMS: Readonly<Record<string, string>> = { [DAYS]: 'days', [TIMES]: 'times', [DROPS]: 'days' };

function Received({ received, onSign, onOther }: ReceivedProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState<DispensingDraft>(() => emptyDraft(received));
  const [confirmation, setConfirmation] = useState<Confirmation>({ agreed: false, reason: '' });
  const [preview, setPreview] = useState<Preview | null>(null);
  const { answer, ruling, prescription } = received;
  const verified = ruling === 'verified';
  const final = ruling === 'refused';
  const goesOn = verified || (!final && confirmation.agreed && confirmation.reason.trim() !== '');
  const order = goesOn ? orderOf(draft, received, verified ? null : confirmation.reason.trim()) : null;
  const compose = () =>
    attempt(async () => {
      if (!order) return;
      const document = await desk.dispensing.compose(order);
      setPreview({ document, view: await desk.dispensing.view({ id: document.id }) });
    });
  const leave = () =>
    attempt(async () => {
      if (preview) await desk.documents.discard({ id: preview.document.id });
      setPreview(null);
    });

  if (preview)
    return (
      <Section title={t('dispensing.steps.preview')} note={t('dispensing.sign-note')}>
        <DispensingForm view={preview.view} />
        <div className="form-actions">
          <Button kind="primary" onPress={() => onSign([preview.document])}>
            {t('dispensing.sign')}
          </Button>
          <Button onPress={leave}>{t('dispensing.back')}</Button>
        </div>
        {failure && <ErrorPanel failure={failure} />}
      </Section>
    );
  return (
    <div className="stack dispensing-received">
      <Section title={t('dispensing.steps.receive')}>
        <SignerCard answer={answer} />
        {received.warnings.length > 0 && <PrescriptionWarnings warnings={received.warnings} />}
        {!verified && <ConfirmUnverified final={final} value={confirmation} onChange={setConfirmation} />}
        <Disclosure title={t('prescription.title')} summary={received.document.name} open>
          <PrescriptionForm prescription={prescription} />
        </Disclosure>
        <Button kind="quiet" onPress={onOther}>
          {t('dispensing.receive.other')}
        </Button>
      </Section>
      {goesOn && (
        <Section title={t('dispensing.steps.dispense')}>
          <h3>{t('dispensing.pharmacy.title')}</h3>
          <PharmacyFields draft={draft} onChange={setDraft} />
          <h3>{t('dispensing.drug.title')}</h3>
          {prescription.groups.map(({ number, usage, form }) => (
            <div key={number} className="card">
              <h4>{t('dispensing.drug.group', { number, usage })}</h4>
              <div className="narrow">
                <TextField
                  inputMode="numeric"
                  label={t('dispensing.drug.quantity', { form: FORMS[form] ?? 'plain' })}
                  value={draft.quantities[number] ?? ''}
                  onChange={(quantity) => setDraft({ ...draft, quantities: { ...draft.quantities, [number]: quantity } })}
                />
              </div>
              {draft.drugs.map(
                (drug, index) =>
                  drug.group === number && (
                    <DrugFields
                      key={drug.place}
                      draft={drug}
                      received={received}
                      onChange={(changed) => setDraft({ ...draft, drugs: draft.drugs.with(index, changed) })}
                    />
                  ),
              )}
            </div>
          ))}
          <TextArea
            rows={3}
            label={t('dispensing.remarks')}
            note={t('dispensing.remarks-note')}
            value={draft.remarks}
            onChange={(remarks) => setDraft({ ...draft, remarks })}
          />
          {!order && <p className="quiet">{t('dispensing.incomplete')}</p>}
          <div className="form-actions">
            <Button kind="primary" isDisabled={working || !order} onPress={compose}>
              {t('dispensing.next')}
            </Button>
          </div>
          {failure && <ErrorPanel failure={failure} />}
        </Section>
      )}
    </div>
  );
}
