import { useState } from 'react';
import type { HandOverOrder } from '../../../main/api/schema/issuing.ts';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { EvidenceChoices } from '../person/evidence-choices.tsx';
import { HolderPin } from './holder-pin.tsx';

/** What the holder brings; each is looked at. */
const PAPERS = ['issue-notice', 'licence-original', 'identity-document'] as const;
const POSSESSIONS = ['asked', 'not-tested'] as const;

export interface HandOverDraft extends Pick<HandOverOrder, 'possession' | 'reason'> {
  readonly evidence: readonly string[];
}

interface HandOverFormProps {
  /** Documents of which one proves who somebody is. */
  readonly identity: readonly string[];
  /** Something speaks against it that is not passed over without saying why. */
  readonly asksReason: boolean;
  readonly working: boolean;
  readonly onComplete: (draft: HandOverDraft) => void;
}

/** The papers that the holder brought, and whether the card proves with its PIN that it is theirs to use. */
export function HandOverForm({ identity, asksReason, working, onComplete }: HandOverFormProps) {
  const { t } = useWords();
  const [evidence, setEvidence] = useState<readonly string[]>([]);
  const [possession, setPossession] = useState<HandOverOrder['possession']>('asked');
  const [reason, setReason] = useState('');
  const papers = PAPERS.every((paper) => evidence.includes(paper));
  const reasoned = !asksReason || reason.trim() !== '';
  return (
    <div className="stack">
      <EvidenceChoices kinds={PAPERS} identity={identity} chosen={evidence} onChange={setEvidence} />
      <Select
        label={t('credentials.screen.hand-over.possession-label')}
        note={t(`credentials.screen.hand-over.possession-note.${possession}`)}
        options={POSSESSIONS.map((id) => ({ id, label: t(`credentials.screen.hand-over.possession.${id}`) }))}
        value={possession}
        onChange={setPossession}
      />
      <TextField
        label={t(asksReason ? 'credentials.screen.hand-over.reason' : 'credentials.screen.reason-optional')}
        value={reason}
        onChange={setReason}
      />
      {working && possession === 'asked' && <HolderPin />}
      <p>
        <Button
          kind="primary"
          isDisabled={working || !papers || !reasoned}
          onPress={() => onComplete({ evidence, possession, reason: reason.trim() })}
        >
          {t('credentials.screen.hand-over.complete')}
        </Button>
      </p>
      {!papers && <p className="quiet">{t('credentials.screen.hand-over.needs-papers')}</p>}
      {!reasoned && <p className="quiet">{t('credentials.screen.hand-over.needs-reason')}</p>}
    </div>
  );
}
