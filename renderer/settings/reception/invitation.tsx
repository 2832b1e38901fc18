import { useState } from 'react';
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
}

/** Shows the code that another station types to be connected with this one; large, for it is read from screen to screen. */
export function Invitation({ station: { listening }, onInvited }: InvitationProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [code, setCode] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const invite = () =>
    attempt(async () => {
      const answer = await desk.attendance.invite({});
      setCode(answer.code);
      setCopied(false);
      onInvited(answer.station);
    });
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
