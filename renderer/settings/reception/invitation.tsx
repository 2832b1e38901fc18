import { useEffect, useState } from 'react';
import type { StationView } from '../../../main/api/schema/attendance.ts';
import { copyText } from '../../client/copy-text.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import './station.css';

interface InvitationProps {
  readonly station: StationView;
  readonly onInvited: (view: StationView) => void;
  /** A station has joined by the code. */
  readonly onUsed: (name: string) => void;
}

interface Invited {
  readonly code: string;
  /** Fingerprints of the stations that were paired before. */
  readonly before: ReadonlySet<string>;
}

/** Shows the code that another station types to be connected with this one; large, for it is read from screen to screen. */
export function Invitation({ station: { listening, peers }, onInvited, onUsed }: InvitationProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [invited, setInvited] = useState<Invited | null>(null);
  const code = invited?.code ?? null;
  const [copied, setCopied] = useState(false);
  const invite = () =>
    attempt(async () => {
      const answer = await desk.attendance.invite({});
      setInvited({ code: answer.code, before: new Set(answer.station.peers.map(({ fingerprint }) => fingerprint)) });
      setCopied(false);
      onInvited(answer.station);
    });
  // The code works once: it goes when somebody has used it.
  useEffect(() => {
    const joined = invited && peers.find(({ fingerprint }) => !invited.before.has(fingerprint));
    if (!joined) return;
    setInvited(null);
    onUsed(joined.name);
  }, [invited, peers, onUsed]);
  return (
    <div className="settings-import">
      <p className="quiet">
        {listening
          ? t('reception.settings.station.listening', { host: listening.host, port: String(listening.port) })
          : t('reception.settings.station.not-listening')}
      </p>
      {code && (
        <div role="status" className="settings-import">
          <p>{t('reception.settings.station.invite-note')}</p>
          <code className="station-code">{code}</code>
        </div>
      )}
      <div className="settings-actions">
        <Button isDisabled={working} onPress={invite}>
          {t('reception.settings.station.invite')}
        </Button>
        {code && (
          <Button kind="quiet" onPress={() => copyText(code).then(() => setCopied(true))}>
            {t(copied ? 'reception.settings.station.copied' : 'reception.settings.station.copy')}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
