import { useState } from 'react';
import type { ProgramsView } from '../../../main/api/schema/programs.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ToggleSwitch } from '../../design/choice.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Section } from '../../frame/page.tsx';
import { usePrograms } from '../../requests/programs-context.tsx';
import { useWords } from '../../words/words.tsx';
import { CallerList } from './caller-list.tsx';
import { PairingPart } from './pairing-part.tsx';

/** Which ports a program without special rights may have. */
const isPort = (text: string): boolean => /^\d{4,5}$/.test(text) && Number(text) >= 1024 && Number(text) <= 65_535;
const USUAL_PORT = '14754';

/** Whether other programs may ask, on which port, and which ones. */
export function ProgramSettings() {
  const { t } = useWords();
  const view = usePrograms();
  if (!view) return null;
  return (
    <>
      <Section title={t('programs.settings.title')} note={t('programs.settings.note')}>
        <DoorPart view={view} />
      </Section>
      {view.door === 'open' && (
        <Section title={t('programs.settings.pair.title')} note={t('programs.settings.pair.note')}>
          <PairingPart view={view} />
        </Section>
      )}
      <Section title={t('programs.settings.callers.title')}>
        <CallerList callers={view.callers} />
      </Section>
    </>
  );
}

function DoorPart({ view: { settings, door, failure } }: { readonly view: ProgramsView }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const trying = useTrying();
  const [typed, setTyped] = useState(String(settings.port));
  const address = `http://127.0.0.1:${settings.port}`;
  const set = (change: Partial<ProgramsView['settings']>) => trying.attempt(() => desk.programs.set({ ...settings, ...change }));
  const port = typed.trim();
  return (
    <>
      <ToggleSwitch
        label={t('programs.settings.on')}
        note={t('programs.settings.on-note')}
        words={[t('settings.on'), t('settings.off')]}
        on={settings.on}
        disabled={trying.working}
        onChange={(on) => set({ on })}
      />
      {door === 'open' && (
        <div role="status">
          <StatusLine status="success">{t('programs.settings.open', { address })}</StatusLine>
          <p className="quiet">{t('programs.settings.describe', { address: `${address}/openapi.json` })}</p>
        </div>
      )}
      {door === 'closed' && <StatusLine status="absent">{t(settings.on ? 'programs.settings.not-here' : 'programs.settings.closed')}</StatusLine>}
      {failure && <ErrorPanel failure={failure} onRetry={() => set({})} />}
      <TextField
        code
        inputMode="numeric"
        label={t('programs.settings.port')}
        note={t('programs.settings.port-note', { port: USUAL_PORT })}
        value={typed}
        onChange={setTyped}
        wrong={isPort(port) ? null : t('programs.settings.port-wrong')}
      />
      <div className="settings-actions">
        <Button isDisabled={trying.working || !isPort(port) || Number(port) === settings.port} onPress={() => set({ port: Number(port) })}>
          {t('programs.settings.port-save')}
        </Button>
      </div>
      {trying.failure && <ErrorPanel failure={trying.failure} />}
    </>
  );
}
