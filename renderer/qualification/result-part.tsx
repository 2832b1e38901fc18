import { useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import type { Attestation, QualificationView } from '../../main/api/schema/qualification.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusFace } from '../design/status-face.tsx';
import { TestMark } from '../design/status.tsx';
import { saveCopy } from '../documents/save-copy.ts';
import { Section } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { FACE_STATUS } from '../verify/face.ts';
import { Rows } from '../verify/rows.tsx';
import { SignatureView } from '../verify/signature-view.tsx';
import '../verify/verify-screen.css';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { AttestationForm } from './attestation-form.tsx';

interface ResultProps {
  readonly result: string;
  /** The stay of the card that was checked. */
  readonly insertion: string | null;
  readonly reader: ReaderView | null;
  readonly onNext: () => void;
}

/** There is nothing left to ask about. */
const GONE = 'QUALIFICATION_UNKNOWN';

const NOTHING_SAID: Attestation = { by: '', licence: null, consent: false };

/** The answer first, then what it rests on, what was not checked, and what the office adds before it is printed or kept. */
export function ResultPart({ result, insertion, reader, onNext }: ResultProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [attestation, setAttestation] = useState<Attestation>(NOTHING_SAID);
  const [kept, setKept] = useState(false);
  const { working, failure, attempt } = useTrying();
  // Names are only copied; what may change the answer is asked anew.
  const asked = { ...attestation, by: attestation.by.trim() };
  const view = useAnswer<QualificationView>(
    () => desk.qualification.view({ id: result, attestation: asked, language }),
    [desk, result, language, JSON.stringify(asked)],
  );
  const print = () =>
    attempt(async () => {
      const file = await desk.qualification.pdf({ id: result, attestation: asked, language });
      saveCopy(file, file.name);
    });
  const keep = () =>
    attempt(async () => {
      await desk.qualification.keep({ id: result, attestation: asked });
      setKept(true);
    });
  if (kept) {
    return (
      <div className="stack">
        <Done>{t('qualification.state.kept')}</Done>
        <p className="form-actions">
          <Button kind="primary" onPress={onNext}>
            {t('qualification.check.again')}
          </Button>
          <Button onPress={() => go('qualification', 'records')}>{t('qualification.parts.records')}</Button>
        </p>
      </div>
    );
  }
  if (view.failure) return <ErrorPanel failure={view.failure} onRetry={view.failure.code === GONE ? onNext : view.ask} />;
  if (!view.value) return null;
  const { report, failure: unproved } = view.value;
  const { face, word, because, indication, test, testMark, warnings, facts, signatures, grounds } = report;
  const reason = unproved && knownKey(`errors.${unproved.code}.heading`);
  return (
    <div className="report">
      <StatusFace live status={FACE_STATUS[face]} word={word} because={because}>
        {test && <TestMark>{testMark}</TestMark>}
        {[...warnings, indication].filter(Boolean).map((said) => (
          <p key={said} className="status-face-because">
            {said}
          </p>
        ))}
      </StatusFace>
      <Left insertion={insertion} reader={reader} />
      {reason && <Banner status="warning" heading={t('qualification.check.not-proved', { reason: t(reason, unproved.detail) })} />}
      <Rows rows={facts} />
      <AttestationForm attestation={attestation} onChange={setAttestation} />
      <div className="stack">
        {failure && <ErrorPanel failure={failure} />}
        <p className="form-actions">
          <Button kind="primary" isDisabled={working} onPress={print}>
            {t('qualification.state.pdf')}
          </Button>
          <Button isDisabled={working || !asked.consent || asked.by === ''} onPress={keep}>
            {t('qualification.state.keep')}
          </Button>
          <Button kind="quiet" onPress={onNext}>
            {t('qualification.state.discard')}
          </Button>
        </p>
        {(!asked.consent || asked.by === '') && <p className="quiet">{t('qualification.state.needs')}</p>}
      </div>
      <Section title={grounds}>
        {signatures.map((section) => (
          <SignatureView key={section.id} signature={section} grounds={grounds} testMark={testMark} oneOfMany />
        ))}
      </Section>
    </div>
  );
}

/** Where the card that was checked no longer lies on the reader, so that nobody takes the result for another card's. */
function Left({ insertion, reader }: Pick<ResultProps, 'insertion' | 'reader'>) {
  const { t } = useWords();
  if (reader?.insertion === insertion) return null;
  return (
    <Banner
      status="info"
      live="status"
      heading={t(reader?.state === 'hpki' ? 'qualification.check.another-card' : 'qualification.check.card-gone')}
    />
  );
}
