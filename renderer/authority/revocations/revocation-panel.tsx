import { useState } from 'react';
import type { RevocationRow } from '../../../main/api/schema/issuing.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { momentShort } from '../words/days.ts';
import { wordOf } from '../words/credential-words.ts';
import { isPending } from './revocation-face.ts';

interface RevocationPanelProps {
  readonly row: RevocationRow;
  readonly onRows: (rows: readonly RevocationRow[]) => void;
  readonly onClose: () => void;
}

/** One request: the signed file for the certification authority, its answer, and in the test mode the authority itself. */
export function RevocationPanel({ row, onRows, onClose }: RevocationPanelProps) {
  const { t, language } = useWords();
  const { desk, settings } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [answer, setAnswer] = useState(row.state.answer ?? '');
  const { request: id, issuer, serial, holder, name, state } = row;
  const { revocations } = desk.credentials;
  const write = () =>
    attempt(async () => {
      const file = await revocations.request({ id });
      saveCopy(file, file.name);
    });
  const sent = () => attempt(async () => onRows(await revocations.sent({ id })));
  const record = () => attempt(async () => onRows(await revocations.answer({ id, answer: answer.trim() })));
  const play = () => attempt(async () => onRows(await revocations.playAuthority({ id })));
  return (
    <SidePanel title={name || t('credentials.screen.no-name')} about={id} onClose={onClose}>
      <p>
        <a href={personAddress(holder)}>{t('credentials.screen.stop.to-person')}</a>
      </p>
      <DefinitionList
        stacked
        items={[
          { term: t('credentials.screen.fact.issuer'), value: issuer, code: true },
          { term: t('credentials.screen.fact.serial'), value: serial, code: true },
          { term: t('credentials.screen.revocation.asked-label'), value: momentShort(state.at, language) },
          { term: t('credentials.screen.revocation.reason'), value: wordOf('revocation-reason', state.reason, t) },
        ]}
      />
      {isPending(state) && (
        <>
          <Button icon="file" isDisabled={working} onPress={write}>
            {t('credentials.screen.revocation.write')}
          </Button>
          {state.sentAt === null && (
            <Button isDisabled={working} onPress={sent}>
              {t('credentials.screen.revocation.mark-sent')}
            </Button>
          )}
          <TextArea
            label={t('credentials.screen.revocation.answer-label')}
            note={t('credentials.screen.revocation.answer-note')}
            rows={3}
            value={answer}
            onChange={setAnswer}
          />
          <Button isDisabled={working || answer.trim() === '' || answer.trim() === state.answer} onPress={record}>
            {t('credentials.screen.revocation.record')}
          </Button>
          {settings?.testMode === true && (
            <Button isDisabled={working} onPress={play}>
              {t('credentials.screen.revocation.play')}
            </Button>
          )}
        </>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
