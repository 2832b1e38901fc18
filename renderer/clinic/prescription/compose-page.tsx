import { useEffect } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Prescriber } from '../../../main/api/schema/prescription-draft.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { go } from '../../frame/routes.ts';
import { dayOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { ComposeForm } from './compose-form.tsx';
import { beginDraft, useKeptDraft } from './kept-draft.ts';
import { newDraft, newPrescriber } from './new-draft.ts';

const today = () => dayOf(new Date().toISOString());

interface ComposePageProps {
  /** `null` until somebody has entered it. */
  readonly prescriber: Prescriber | null;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** The prescription at hand, and how one begins: empty, or from an earlier one. */
export function ComposePage({ prescriber, onSign }: ComposePageProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const kept = useKeptDraft();
  const masters = useAnswer(() => desk.prescriptions.masters.list(), [desk]);
  const { failure, attempt } = useTrying();
  const own = prescriber ?? newPrescriber();
  const begin = () => beginDraft(newDraft(own, today()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where there is none
  useEffect(() => {
    if (!kept) begin();
  }, [kept]);
  const again = (file: File) =>
    attempt(async () => {
      const { draft, left } = await desk.prescriptions.again({ file });
      // Whoever prescribes now is who signs now.
      beginDraft(prescriber ? { ...draft, institution: prescriber.institution, doctor: prescriber.doctor } : draft, left);
    });
  const has = (kind: string) => masters.value?.some((master) => master.kind === kind);
  return (
    <div className="compose-page">
      <div className="form-actions">
        <Button icon="file" onPress={begin}>
          {t('compose.begin')}
        </Button>
        <FileTrigger acceptedFileTypes={['.csv', '.xml']} onSelect={(files) => files?.[0] && again(files[0])}>
          <Button>{t('compose.again')}</Button>
        </FileTrigger>
        <Button kind="quiet" onPress={() => go('clinic', 'prescription', 'prescriber')}>
          {t('compose.prescriber.title')}
        </Button>
        <Button kind="quiet" onPress={() => go('clinic', 'prescription', 'masters')}>
          {t('prescription.masters.title')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
      {prescriber === null && (
        <Banner
          status="info"
          heading={t('compose.prescriber.missing')}
          actions={<Button onPress={() => go('clinic', 'prescription', 'prescriber')}>{t('compose.prescriber.enter')}</Button>}
        />
      )}
      {masters.value && !(has('drug') && has('usage')) && (
        <Banner
          status="info"
          heading={t('compose.no-masters')}
          actions={<Button onPress={() => go('clinic', 'prescription', 'masters')}>{t('compose.to-masters')}</Button>}
        />
      )}
      {kept?.taken && <Banner status="success" heading={t('compose.taken')} actions={<Button onPress={begin}>{t('compose.begin')}</Button>} />}
      {kept && <ComposeForm key={kept.id} kept={kept} prescriber={own} onSign={onSign} />}
    </div>
  );
}
