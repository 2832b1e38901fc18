import { useState } from 'react';
import { copyText } from '../../client/copy-text.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useWords } from '../../words/words.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { TwoHosts } from './two-hosts.tsx';

interface BrowserPageProps {
  readonly address: string;
  readonly heading: string;
  /** Host that gets what is allowed there. */
  readonly receiver: string;
  /** What to know before one goes there. */
  readonly note: string;
}

/** A page of somebody else that the person opens in their own browser: never by itself, and told before where it lies and for whom. */
export function BrowserPage({ address, heading, receiver, note }: BrowserPageProps) {
  const { t } = useWords();
  const { desk, info } = useDesk();
  const [copied, setCopied] = useState(false);
  return (
    <Banner
      status="info"
      live="status"
      heading={heading}
      actions={
        <>
          {info?.shell === 'electron' ? (
            <Button kind="primary" onPress={() => desk.remote.openPage()}>
              {t('keys.remote.open')}
            </Button>
          ) : (
            <a className="button button-primary" href={address} target="_blank" rel="noreferrer">
              {t('keys.remote.open')}
            </a>
          )}
          <Button kind="quiet" onPress={() => copyText(address).then(() => setCopied(true))}>
            {t(copied ? 'keys.remote.copied' : 'keys.remote.copy')}
          </Button>
        </>
      }
    >
      <TwoHosts opens={new URL(address).host} receives={receiver} />
      <p>{note}</p>
    </Banner>
  );
}
