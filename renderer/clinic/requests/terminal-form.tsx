import { useState } from 'react';
import type { PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

const EVERY_SECONDS = 5;
const LONGEST_SECONDS = 3600;

interface TerminalFormProps {
  readonly view: PrescriptionServiceView;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Where the terminal's folders are; the program tries them before it keeps them. */
export function TerminalForm({ view, onSaved, onClose }: TerminalFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [request, setRequest] = useState(view.terminal?.request ?? '');
  const [response, setResponse] = useState(view.terminal?.response ?? '');
  const [every, setEvery] = useState(String(view.terminal?.everySeconds ?? EVERY_SECONDS));
  const everySeconds = /^\d{1,4}$/.test(every) ? Number(every) : 0;
  const fits = everySeconds >= 1 && everySeconds <= LONGEST_SECONDS;
  const set = (terminal: PrescriptionServiceView['terminal']) =>
    attempt(async () => {
      await desk.prescriptionRequests.setTerminal(terminal);
      onSaved();
    });
  return (
    <SidePanel title={t('requests.terminal.panel')} about="terminal" onClose={onClose}>
      <p className="quiet">{t('requests.terminal.note')}</p>
      {view.terminal && view.open > 0 && <Banner status="warning" heading={t('requests.terminal.waiting', { count: view.open })} />}
      <TextField code label={t('requests.terminal.request')} value={request} onChange={setRequest} />
      <TextField code label={t('requests.terminal.response')} value={response} onChange={setResponse} />
      <TextField
        inputMode="numeric"
        label={t('requests.terminal.every')}
        value={every}
        onChange={setEvery}
        wrong={fits ? null : t('requests.terminal.every-wrong')}
      />
      <div className="form-actions">
        <Button
          kind="primary"
          isDisabled={working || !fits || request.trim() === '' || response.trim() === ''}
          onPress={() => set({ request: request.trim(), response: response.trim(), everySeconds })}
        >
          {t('requests.terminal.save')}
        </Button>
        {view.terminal && (
          <Button kind="quiet" isDisabled={working} onPress={() => set(null)}>
            {t('requests.terminal.clear')}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
