import { useState } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { TestMark } from '../../design/status.tsx';
import { Section } from '../../frame/page.tsx';
import { PrescriptionView } from '../../sign/prescription/prescription-view.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { GiveButtons } from './give-button.tsx';

/** Signed prescriptions that were not handed over yet, and the way for a file without signature. */
export function GiveSection({ view }: { readonly view: PrescriptionServiceView }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [given, setGiven] = useState<string | null>(null);
  const waiting = useAnswer(() => desk.prescriptionRequests.waiting(), [desk, view.change]);
  return (
    <Section title={t('requests.give.title')} note={t('requests.give.note')}>
      {given && <Done key={given}>{t('requests.give.given', { name: given })}</Done>}
      {waiting.failure && <ErrorPanel failure={waiting.failure} onRetry={waiting.ask} />}
      {waiting.value?.length === 0 && <p>{t('requests.give.none')}</p>}
      <ul className="request-waiting" aria-label={t('requests.give.choose')}>
        {waiting.value?.map(({ id, outputName, signedAt, signerName, test }) => (
          <li key={id}>
            <p>
              <strong>{outputName}</strong> {test && <TestMark>{t('requests.give.test')}</TestMark>}
              <span className="under">{t('requests.give.signed', { at: dateAndTimeShort(signedAt, language), signer: signerName })}</span>
            </p>
            <GiveButtons
              order={{ from: 'register', id }}
              issues={['electronic', 'paper']}
              disabled={!view.terminal}
              onGiven={() => setGiven(outputName)}
            />
          </li>
        ))}
      </ul>
      <Disclosure title={t('requests.give.file')}>
        <GiveFile disabled={!view.terminal} onGiven={setGiven} />
      </Disclosure>
    </Section>
  );
}

/** A file is shown before it can be handed over. */
function GiveFile({ disabled, onGiven }: { readonly disabled: boolean; readonly onGiven: (name: string) => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const [document, setDocument] = useState<OpenedDocument | null>(null);
  const [seen, setSeen] = useState(false);
  const leave = async (opened: OpenedDocument) => {
    await desk.documents.discard({ id: opened.id });
    setDocument(null);
    setSeen(false);
  };
  if (!document)
    return (
      <div className="stack">
        <FileDrop
          compact
          heading={t('requests.give.drop')}
          choose={t('sign.pick.choose')}
          onFiles={([file]) => file && attempt(async () => setDocument(await desk.documents.open({ file })))}
        />
        {failure && <ErrorPanel failure={failure} />}
      </div>
    );
  return (
    <div className="stack">
      <p>
        <strong>{document.name}</strong>{' '}
        <Button kind="quiet" onPress={() => attempt(() => leave(document))}>
          {t('requests.give.remove')}
        </Button>
      </p>
      <div className="request-preview">
        <PrescriptionView document={document} onSeen={() => setSeen(true)} />
      </div>
      <GiveButtons
        order={{ from: 'intake', id: document.id }}
        issues={['paper']}
        disabled={disabled || !seen}
        onGiven={() => {
          onGiven(document.name);
          void attempt(() => leave(document));
        }}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
