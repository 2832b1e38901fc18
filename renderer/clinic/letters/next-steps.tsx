import { useState } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Letter } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine, TestMark } from '../../design/status.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { LIST } from './letter-address.ts';
import { STAGE_STATUS } from './stage-status.ts';
import type { LetterWork } from './use-letter.ts';

interface NextStepsProps {
  readonly letter: Letter;
  readonly work: LetterWork;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Signing, packing, printing: what comes next for a letter, and what was done. */
export function NextSteps({ letter, work, onSign }: NextStepsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [removing, setRemoving] = useState(false);
  const [folder, setFolder] = useState<string | null>(null);
  const { id, stage, signed, bundle, identifier, findings } = letter;
  const blocked = findings.some(({ blocks }) => blocks);

  const toSigning = () =>
    work.afterwards(async () => {
      onSign([await desk.letters.toSigning({ id })]);
      return null;
    });
  const pack = () => attempt(async () => onSign([await desk.letters.manifestToSigning({ id })]));
  const save = (file: Promise<File>) =>
    attempt(async () => {
      const written = await file;
      saveCopy(written, written.name);
    });
  const openSigned = () =>
    attempt(async () => {
      if (!signed || (await desk.documents.reveal({ id: signed.entry, what: 'file' }))) return;
      const file = await desk.documents.signed({ id: signed.entry });
      saveCopy(new Blob([file], { type: 'application/pdf' }), signed.name);
    });
  const remove = () =>
    attempt(async () => {
      await desk.letters.remove({ id });
      location.hash = LIST;
    });
  return (
    <Section title={t('letters.steps.title')}>
      <p className="letter-stage">
        <StatusLine status={STAGE_STATUS[stage]}>{t(`letters.stages.${stage}`)}</StatusLine>
        {signed?.test && <TestMark>{t('frame.test.mark')}</TestMark>}
      </p>
      {identifier && <p className="quiet letter-identifier">{t('letters.steps.identifier', { identifier })}</p>}
      {signed && <p className="letter-identifier">{t('letters.steps.signed', { signer: signed.signer, name: signed.name })}</p>}
      <div className="letter-steps">
        {(stage === 'draft' || stage === 'to-sign') && (
          <Button kind="primary" icon="sign" wide isDisabled={blocked} onPress={toSigning}>
            {t('letters.steps.sign')}
          </Button>
        )}
        {(stage === 'signed' || stage === 'manifest-to-sign') && (
          <>
            <Button kind="primary" wide isDisabled={working} onPress={pack}>
              {t('letters.steps.pack')}
            </Button>
            <p className="quiet">{t('letters.steps.pack-note')}</p>
          </>
        )}
        {stage === 'packed' && (
          <>
            <Button kind="primary" wide isDisabled={working} onPress={() => save(desk.letters.zip({ id }))}>
              {t('letters.steps.zip')}
            </Button>
            <Button wide isDisabled={working} onPress={() => attempt(async () => setFolder((await desk.letters.folder({ id })).path))}>
              {t('letters.steps.folder')}
            </Button>
          </>
        )}
        {folder && <Done>{t('letters.steps.folder-done', { path: folder })}</Done>}
        {signed && (
          <Button wide isDisabled={working} onPress={openSigned}>
            {t('letters.steps.print')}
          </Button>
        )}
        {bundle && (
          <>
            <Button wide isDisabled={working} onPress={() => save(desk.letters.bundle({ id }))}>
              {t('letters.steps.bundle')}
            </Button>
            <p className="quiet">{t('letters.steps.no-signature-in-bundle')}</p>
            {bundle.problems.length > 0 && (
              <StatusLine status="warning">
                {t('letters.steps.bundle-problems', { rules: bundle.problems.map(({ rule, place }) => `${rule} (${place})`).join(', ') })}
              </StatusLine>
            )}
          </>
        )}
        {signed && <p className="quiet">{t('letters.steps.changed')}</p>}
      </div>
      {failure && <ErrorPanel failure={failure} />}
      {removing ? (
        <div className="form-panel">
          <p>{t('letters.steps.remove-ask')}</p>
          <ConfirmActions
            kind="danger"
            label={t('letters.steps.remove-do')}
            isDisabled={working}
            onConfirm={remove}
            onCancel={() => setRemoving(false)}
          />
        </div>
      ) : (
        <Button kind="quiet" onPress={() => setRemoving(true)}>
          {t('letters.steps.remove')}
        </Button>
      )}
    </Section>
  );
}
