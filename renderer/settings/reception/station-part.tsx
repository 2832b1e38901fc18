import { useCallback, useEffect, useState } from 'react';
import type { StationView } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { Invitation } from './invitation.tsx';
import { PeerList } from './peer-list.tsx';

/** Stations come and go by themselves, and nobody looks again by hand while they read a code to a colleague. Milliseconds. */
const LOOK_AGAIN_MS = 2000;

/** The name of this station, how another one is connected with it, and those that are. */
export function StationPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const known = useAnswer(() => desk.attendance.station(), [desk]);
  const [newest, setNewest] = useState<StationView | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const station = newest ?? known.value;
  const changed = (view: StationView, words: string | null) => {
    setNewest(view);
    setDone(words);
  };
  useEffect(() => {
    // A question that fails leaves what is known; the frame says that the program does not answer.
    const timer = setInterval(() => desk.attendance.station().then(setNewest, () => {}), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [desk]);
  const onUsed = useCallback((name: string) => setDone(t('reception.settings.station.joined-by', { name })), [t]);
  return (
    <>
      {known.failure && <ErrorPanel failure={known.failure} onRetry={known.ask} />}
      {station && (
        <>
          <StationName key={station.name} name={station.name} onSaved={(view) => changed(view, t('reception.settings.station.saved'))} />
          {done && <Done key={done}>{done}</Done>}
          <h3>{t('reception.settings.station.peers')}</h3>
          <PeerList
            peers={station.peers}
            onLeft={(view, name) => changed(view, t('reception.settings.station.left', { name }))}
            onAgain={async () => changed(await desk.attendance.station(), null)}
          />
          <Invitation station={station} onInvited={(view) => changed(view, null)} onUsed={onUsed} />
          <Joining onJoined={(view) => changed(view, t('reception.settings.station.joined'))} />
        </>
      )}
    </>
  );
}

interface ChangingProps {
  readonly onSaved: (view: StationView) => void;
}

function StationName({ name, onSaved }: ChangingProps & { readonly name: string }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [typed, setTyped] = useState(name);
  const next = typed.trim();
  const save = () => attempt(async () => onSaved(await desk.attendance.renameStation({ name: next })));
  return (
    <>
      <div className="station-row">
        <TextField label={t('reception.settings.station.name')} value={typed} onChange={setTyped} />
        <Button isDisabled={working || next === '' || next === name} onPress={save}>
          {t('reception.settings.station.save')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}

function Joining({ onJoined }: { readonly onJoined: (view: StationView) => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [code, setCode] = useState('');
  const join = () =>
    attempt(async () => {
      onJoined(await desk.attendance.join({ code: code.trim() }));
      setCode('');
    });
  return (
    <>
      <div className="station-row">
        <TextField
          code
          label={t('reception.settings.station.join')}
          note={t('reception.settings.station.join-note')}
          value={code}
          onChange={setCode}
        />
        <Button isDisabled={working || code.trim() === ''} onPress={join}>
          {t('reception.settings.station.join-button')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
