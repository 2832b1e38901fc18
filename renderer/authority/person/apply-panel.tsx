import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { useNonce } from '../use-nonce.ts';
import { wordOf } from '../words/credential-words.ts';
import { today } from '../words/days.ts';
import { type ApplyDraft, draftFor, draftWrong, factsOf } from './apply-draft.ts';
import { ApplyFields } from './apply-fields.tsx';
import type { PanelProps } from './panel-props.ts';

/** Opens a procedure for somebody who is known; those that cannot be opened now say why. */
export function ApplyPanel({ page, onAnswer, onClose }: PanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const nonce = useNonce();
  const possible = page.procedures.filter(({ closed }) => closed === null);
  const closed = page.procedures.filter((one) => one.closed !== null);
  const [draft, setDraft] = useState<ApplyDraft | null>(possible[0] ? draftFor(possible[0], today(), page.association ?? '') : null);
  const procedure = possible.find(({ id }) => id === draft?.procedure);
  const open = () =>
    attempt(async () => {
      if (!draft || !procedure) return;
      const answer = await desk.credentials.apply({
        nonce,
        holder: page.holder,
        procedure: draft.procedure,
        channel: draft.channel,
        reason: draft.reason || null,
        receivedOn: draft.receivedOn,
        facts: factsOf(draft, procedure),
      });
      onAnswer(answer, t('credentials.screen.apply.taken', { procedure: wordOf('procedure', draft.procedure, t) }));
    });
  return (
    <SidePanel title={t('credentials.screen.apply.open')} about="procedure" onClose={onClose}>
      {draft ? (
        <>
          <ApplyFields procedures={possible} holder={page.holder} member={page.member} draft={draft} onChange={setDraft} />
          <ConfirmActions
            label={t('credentials.screen.apply.begin')}
            isDisabled={working || !procedure || draftWrong(draft, procedure, today()) !== null}
            onConfirm={open}
            onCancel={onClose}
          />
        </>
      ) : (
        <p>{t('credentials.screen.apply.none')}</p>
      )}
      {failure && <ErrorPanel failure={failure} />}
      {closed.length > 0 && (
        <Disclosure title={t('credentials.screen.apply.closed', { count: closed.length })} open={!draft}>
          <dl className="closed-actions">
            {closed.map(({ id, closed: because }) => (
              <div key={id}>
                <dt>{wordOf('procedure', id, t)}</dt>
                <dd>{wordOf('closed', because ?? '', t)}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
    </SidePanel>
  );
}
